import { TextArea } from "../../../components/TextArea";
import { TextField } from "../../../components/TextField";
import { type ControlProps, useField } from "./useField";

/** One line; addresses, ids and names of the other side are in the mono face. */
export function TextControl(props: ControlProps) {
  const { id, label, required, placeholder, aside, value, set, error, help, onFocus, onLeave } =
    useField(props);
  const text = String(value ?? "");
  return (
    <TextField
      mono
      {...{ id, label, required, placeholder, aside, error, help, onFocus }}
      value={text}
      onChange={set}
      onBlur={() => onLeave(text, set)}
    />
  );
}

/** Several lines, for example certificates. */
export function AreaControl(props: ControlProps) {
  const { id, label, required, placeholder, aside, value, set, error, help, onFocus } = useField(props);
  const text = String(value ?? "");
  return (
    <TextArea
      mono
      rows={text ? 5 : 2}
      {...{ id, label, required, placeholder, aside, error, help, onFocus }}
      value={text}
      onChange={set}
    />
  );
}
