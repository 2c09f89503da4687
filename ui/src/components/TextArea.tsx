import { type ComponentProps, useId } from "react";
import { cx } from "./cx";
import styles from "./Field.module.css";
import { describedBy, FieldFrame, type FieldProps } from "./FieldFrame";

type AreaProps = Omit<ComponentProps<"textarea">, "onChange" | "value" | "required" | "className">;

export interface TextAreaProps extends FieldProps, AreaProps {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
}

export function TextArea(props: TextAreaProps) {
  const {
    label,
    required,
    help,
    error,
    aside,
    hideLabel,
    className,
    value,
    onChange,
    mono,
    id: given,
    ...area
  } = props;
  const own = useId();
  const id = given ?? own;
  return (
    <FieldFrame {...{ id, label, required, help, error, aside, hideLabel, className }}>
      <textarea
        rows={3}
        spellCheck={!mono}
        {...area}
        {...describedBy(id, props)}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cx(styles.input, styles.area, mono && styles.mono)}
      />
    </FieldFrame>
  );
}
