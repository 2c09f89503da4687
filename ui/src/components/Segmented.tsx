import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import styles from "./Segmented.module.css";

interface SegmentedProps<V extends string> {
  label: string;
  /** Null: none of them. */
  value: V | null;
  onChange: (value: V) => void;
  options: { value: V; label: ReactNode }[];
  className?: string;
}

/** One of two or three words, side by side in one frame. */
export function Segmented<V extends string>({
  label,
  value,
  onChange,
  options,
  className,
}: SegmentedProps<V>) {
  const id = useId();
  return (
    <RadioGroup
      aria-label={label}
      value={value ?? ""}
      onValueChange={(next) => onChange(next as V)}
      className={cx(styles.frame, className)}
    >
      {options.map((option) => (
        <label key={option.value} htmlFor={`${id}-${option.value}`} className={styles.option}>
          <Radio.Root id={`${id}-${option.value}`} value={option.value} className={styles.radio} />
          <span className={cx(styles.word, option.value === value && styles.on)}>{option.label}</span>
        </label>
      ))}
    </RadioGroup>
  );
}
