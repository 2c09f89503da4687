import { useCatalog } from "../../../api/catalog";
import { words } from "../../../api/words";
import { Combobox } from "../../../components/Combobox";
import { type ControlProps, useField } from "./useField";

/** A region id, with those that are known offered by id and name. */
export function RegionControl(props: ControlProps) {
  const { id, label, required, placeholder, value, set, error, help, onLeave } = useField(props);
  const regions = useCatalog()?.regions ?? [];
  const text = String(value ?? "");
  return (
    <Combobox
      mono
      {...{ id, label, required, placeholder, error, help }}
      value={text}
      onChange={set}
      onBlur={() => onLeave(text, set)}
      suggestions={regions.map(([region, name]) => ({ value: region, label: words(name) }))}
    />
  );
}
