import { Switch as Base } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";
import styles from "./Choice.module.css";
import { cx } from "./cx";

export interface ToggleProps {
  label: ReactNode;
  help?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
  className?: string;
}

/** On or off, at once. */
export function Switch({ label, help, checked, onChange, disabled, id: given, className }: ToggleProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <div className={cx(styles.choice, className)}>
      <Base.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        aria-describedby={help ? `${id}-note` : undefined}
        className={styles.switch}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
      <label htmlFor={id} className={styles.words}>
        {label}
        {help && (
          <span id={`${id}-note`} className={styles.help}>
            {help}
          </span>
        )}
      </label>
    </div>
  );
}
