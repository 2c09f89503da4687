import Check from "lucide-react/icons/check";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import X from "lucide-react/icons/x";
import { useRef, useState } from "react";
import { IconButton } from "../../../components/IconButton";
import { useFormText } from "../strings";
import styles from "./fields.module.css";

type InputProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onAccept: () => void;
  /** The focus went elsewhere; what was typed counts. */
  onLeave: () => void;
  onCancel: () => void;
};

/** The only place where a secret is on the screen: while it is typed. Enter and leaving accept, Escape cancels. */
export function SecretInput({ label, value, onChange, onAccept, onLeave, onCancel }: InputProps) {
  const t = useFormText();
  const [plain, setPlain] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      ref={box}
      role="group"
      aria-label={label}
      className={styles.secretInput}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) onLeave();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        if (event.target instanceof HTMLButtonElement && event.key === "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Enter") onAccept();
        else onCancel();
      }}
    >
      <input
        ref={input}
        // The field was asked for by a press on its verb: the focus belongs here.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        type={plain ? "text" : "password"}
        aria-label={label}
        placeholder={t("secret.placeholder")}
        autoComplete="new-password"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <IconButton
        small
        label={t(plain ? "secret.hide" : "secret.show")}
        aria-pressed={plain}
        icon={plain ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        onClick={() => {
          setPlain(!plain);
          input.current?.focus();
        }}
      />
      <IconButton small label={t("secret.accept")} icon={<Check aria-hidden="true" />} onClick={onAccept} />
      <IconButton small label={t("secret.cancel")} icon={<X aria-hidden="true" />} onClick={onCancel} />
    </div>
  );
}
