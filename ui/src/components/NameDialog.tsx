import { type ReactNode, useId, useRef, useState } from "react";
import { useText } from "../i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import styles from "./NameDialog.module.css";
import { TextField } from "./TextField";

interface NameDialogProps {
  title: ReactNode;
  /** What follows from it. */
  children?: ReactNode;
  /** The name that has to be typed. */
  name: string;
  /** The verb on the button. */
  confirm: ReactNode;
  danger?: boolean;
  busy: boolean;
  /** Why it was refused, at the field. */
  problem?: ReactNode;
  onConfirm: (typed: string) => void;
  onClose: () => void;
}

/** Asks for a name to be typed or pasted before something is done. The Rust side judges what was typed. */
export function NameDialog(props: NameDialogProps) {
  const { title, children, name, confirm, danger, busy, problem, onConfirm, onClose } = props;
  const text = useText();
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  return (
    <Dialog
      gate={false}
      title={title}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button
            variant={danger ? "danger" : "primary"}
            type="submit"
            form={form}
            busy={busy}
            disabled={typed.trim() === ""}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          // Forms of a dialog are inside of those of the page, as React sees it.
          event.stopPropagation();
          if (typed.trim() !== "" && !busy) onConfirm(typed.trim());
        }}
      >
        <TextField
          ref={field}
          mono
          label={
            <>
              {text("typed.label")} <code className={styles.name}>{name}</code>
            </>
          }
          error={problem}
          value={typed}
          onChange={setTyped}
        />
      </form>
    </Dialog>
  );
}
