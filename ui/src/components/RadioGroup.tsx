import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import styles from "./Choice.module.css";
import { cx } from "./cx";

export interface RadioOption<V extends string> {
  value: V;
  label: ReactNode;
  help?: ReactNode;
  disabled?: boolean;
}

interface RadioGroupProps<V extends string> {
  label: ReactNode;
  value: V;
  onChange: (value: V) => void;
  options: RadioOption<V>[];
  /** Side by side instead of one below the other. */
  row?: boolean;
  hideLabel?: boolean;
}

/** One of two or three, all of them in sight. */
export function RadioGroup<V extends string>({
  label,
  value,
  onChange,
  options,
  row,
  hideLabel,
}: RadioGroupProps<V>) {
  const id = useId();
  return (
    <div className={styles.group}>
      <div id={id} className={cx(styles.legend, hideLabel && "sr-only")}>
        {label}
      </div>
      <Base
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => onChange(next as V)}
        className={cx(styles.options, row && styles.row)}
      >
        {options.map((option) => (
          <div key={option.value} className={styles.choice}>
            <Radio.Root
              id={`${id}-${option.value}`}
              value={option.value}
              disabled={option.disabled}
              aria-describedby={option.help ? `${id}-${option.value}-note` : undefined}
              className={cx(styles.box, styles.round)}
            >
              <Radio.Indicator className={styles.bullet} />
            </Radio.Root>
            <label htmlFor={`${id}-${option.value}`} className={styles.words}>
              {option.label}
              {option.help && (
                <span id={`${id}-${option.value}-note`} className={styles.help}>
                  {option.help}
                </span>
              )}
            </label>
          </div>
        ))}
      </Base>
    </div>
  );
}
