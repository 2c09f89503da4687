import { words } from "../../../api/words";
import { Select } from "../../../components/Select";
import { Switch } from "../../../components/Switch";
import { useFormContext } from "../context";
import { modeOf, offered } from "../model/conditions";
import { useFormText } from "../strings";
import { type ControlProps, useField } from "./useField";

/** Stands for the choice "": a select takes an empty value for none. */
const EMPTY = "(empty)";

/** One of a few words. */
export function ChoiceControl(props: ControlProps) {
  const { env, field } = props;
  const { id, label, required, aside, value, set, error, help } = useField(props);
  const { state } = useFormContext();
  const t = useFormText();
  const side = state.form.sides[env];
  if (field.kind.kind !== "choice" || !side) return null;
  const mode = modeOf(state.frame.def, side.mode);
  const now = String(value ?? "");
  // Ids are compared without case, as Rust does.
  const same = field.kind.choices.find((choice) => choice.value.toLowerCase() === now.toLowerCase());
  const options = offered(field.kind.choices, mode, side.properties, same?.value ?? now);
  return (
    <Select
      {...{ id, label, required, aside, error, help }}
      value={same ? same.value || EMPTY : null}
      placeholder={now || t("field.choose")}
      onChange={(next) => set(next === EMPTY ? "" : next)}
      options={options.map((choice) => ({ value: choice.value || EMPTY, label: words(choice.label) }))}
    />
  );
}

/** On or off. */
export function SwitchControl(props: ControlProps) {
  const { id, label, value, set, help } = useField(props);
  return <Switch id={id} label={label} help={help} checked={value === true} onChange={set} />;
}
