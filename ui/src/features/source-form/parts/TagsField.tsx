import X from "lucide-react/icons/x";
import { type ReactNode, useRef, useState } from "react";
import { FieldFrame } from "../../../components/FieldFrame";
import { Given } from "../../../components/Given";
import { useFormText } from "../strings";
import styles from "./head.module.css";

type TagsProps = {
  id: string;
  value: string[];
  onChange: (value: string[]) => void;
  hideLabel: boolean;
  error?: ReactNode;
};

/** Labels: Enter or a comma adds one, Backspace in the empty field takes the last away. */
export function TagsField({ id, value, onChange, hideLabel, error }: TagsProps) {
  const t = useFormText();
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);

  const add = (text: string) => {
    const tags = text.split(/[,，]/).map((tag) => tag.trim());
    const fresh = tags.filter((tag, index) => tag && !value.includes(tag) && tags.indexOf(tag) === index);
    if (fresh.length) onChange([...value, ...fresh]);
    setTyped("");
  };
  const remove = (tag: string) => {
    onChange(value.filter((other) => other !== tag));
    input.current?.focus();
  };

  return (
    <FieldFrame
      id={id}
      label={t("head.tags")}
      hideLabel={hideLabel}
      error={error}
      className={styles.tagsField}
    >
      <div className={styles.tags}>
        {value.map((tag) => (
          <span key={tag} className={styles.tag}>
            <Given>{tag}</Given>
            <button type="button" aria-label={t("head.removeTag", { tag })} onClick={() => remove(tag)}>
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          value={typed}
          placeholder={t("head.addTag")}
          autoComplete="off"
          onChange={(event) =>
            /[,，]/.test(event.target.value) ? add(event.target.value) : setTyped(event.target.value)
          }
          onBlur={() => add(typed)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter") {
              event.preventDefault();
              add(typed);
            }
            const last = value.at(-1);
            if (event.key === "Backspace" && typed === "" && last !== undefined) onChange(value.slice(0, -1));
          }}
        />
      </div>
    </FieldFrame>
  );
}
