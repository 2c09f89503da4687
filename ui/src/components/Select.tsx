import { Select as Base } from "@base-ui/react/select";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import styles from "./Field.module.css";
import { describedBy, FieldFrame, type FieldProps } from "./FieldFrame";
import popup from "./Popup.module.css";

export interface SelectOption<V extends string> {
  value: V;
  label: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<V extends string> extends FieldProps {
  value: V | null;
  onChange: (value: V) => void;
  options: SelectOption<V>[];
  placeholder?: string;
  disabled?: boolean;
  id?: string;
}

/** One of a few words. */
export function Select<V extends string>(props: SelectProps<V>) {
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
    options,
    placeholder,
    disabled,
  } = props;
  const own = useId();
  const id = props.id ?? own;
  const labelId = `${id}-label`;
  const { "aria-invalid": invalid, ...described } = describedBy(id, props);
  return (
    <FieldFrame {...{ id, labelId, label, required, help, error, aside, hideLabel, className }}>
      <Base.Root
        items={options}
        value={value}
        onValueChange={(next) => next !== null && onChange(next as V)}
        disabled={disabled}
        modal={false}
      >
        <Base.Trigger
          id={id}
          aria-labelledby={labelId}
          {...described}
          data-invalid={invalid}
          className={cx(styles.input, styles.select)}
        >
          <Base.Value placeholder={placeholder} />
          <Base.Icon>
            <ChevronDown aria-hidden="true" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={popup.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={popup.popup}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled}
                    className={popup.item}
                  >
                    <span className={popup.check}>
                      <Base.ItemIndicator>
                        <Check aria-hidden="true" />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText className={popup.label}>{option.label}</Base.ItemText>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}
