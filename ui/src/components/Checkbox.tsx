import { Checkbox as Base } from "@base-ui/react/checkbox";
import Check from "lucide-react/icons/check";
import { useId } from "react";
import styles from "./Choice.module.css";
import { cx } from "./cx";
import type { ToggleProps } from "./Switch";

/** Takes part or not, until the form is sent. */
export function Checkbox({ label, help, checked, onChange, disabled, id: given, className }: ToggleProps) {
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
        className={styles.box}
      >
        <Base.Indicator className={styles.mark}>
          <Check aria-hidden="true" />
        </Base.Indicator>
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
