import { Autocomplete } from "@base-ui/react/autocomplete";
import { useId } from "react";
import { useText } from "../i18n";
import { cx } from "./cx";
import styles from "./Field.module.css";
import { describedBy, FieldFrame, type FieldProps } from "./FieldFrame";
import popup from "./Popup.module.css";

export interface Suggestion {
  /** What is written into the field. */
  value: string;
  /** What it means, for example a region's name. */
  label?: string;
}

export interface ComboboxProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly Suggestion[];
  placeholder?: string;
  mono?: boolean;
  disabled?: boolean;
  onBlur?: () => void;
  id?: string;
}

/** Free text with suggestions: what is typed counts, whether it is suggested or not. */
export function Combobox(props: ComboboxProps) {
  const { label, required, help, error, aside, hideLabel, className, value, onChange, suggestions } = props;
  const text = useText();
  const own = useId();
  const id = props.id ?? own;
  return (
    <FieldFrame {...{ id, label, required, help, error, aside, hideLabel, className }}>
      <Autocomplete.Root
        items={suggestions}
        value={value}
        onValueChange={onChange}
        itemToStringValue={(item: Suggestion) => item.value}
        filter={matches}
        openOnInputClick
        disabled={props.disabled}
      >
        <Autocomplete.Input
          id={id}
          {...describedBy(id, props)}
          placeholder={props.placeholder}
          onBlur={props.onBlur}
          spellCheck={false}
          className={cx(styles.input, props.mono && styles.mono)}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className={popup.positioner} sideOffset={4}>
            <Autocomplete.Popup className={cx(popup.popup, popup.wide)}>
              <Autocomplete.Empty className={popup.empty}>{text("combobox.empty")}</Autocomplete.Empty>
              <Autocomplete.List>
                {(item: Suggestion) => (
                  <Autocomplete.Item key={item.value} value={item} className={popup.item}>
                    <span className={popup.label}>
                      <span className={cx(props.mono && styles.mono)}>{item.value}</span>
                      {item.label && <span className={popup.sub}>{item.label}</span>}
                    </span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </FieldFrame>
  );
}

/** By the value or by its meaning. */
function matches(item: Suggestion, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return item.value.toLowerCase().includes(wanted) || (item.label?.toLowerCase().includes(wanted) ?? false);
}
