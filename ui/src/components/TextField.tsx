import { type ComponentProps, useId } from "react";
import { cx } from "./cx";
import styles from "./Field.module.css";
import { describedBy, FieldFrame, type FieldProps } from "./FieldFrame";

type InputProps = Omit<ComponentProps<"input">, "onChange" | "value" | "required" | "className">;

export interface TextFieldProps extends FieldProps, InputProps {
  value: string;
  onChange: (value: string) => void;
  /** Addresses, URLs, codes. */
  mono?: boolean;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    required,
    help,
    error,
    aside,
    asideLast,
    hideLabel,
    className,
    value,
    onChange,
    mono,
    id: given,
    ...input
  } = props;
  const own = useId();
  const id = given ?? own;
  return (
    <FieldFrame {...{ id, label, required, help, error, aside, asideLast, hideLabel, className }}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...input}
        {...describedBy(id, props)}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cx(styles.input, mono && styles.mono)}
      />
    </FieldFrame>
  );
}
