import { type ReactNode, type RefObject, useId } from "react";
import { useText } from "../i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import styles from "./FormDialog.module.css";

interface FormDialogProps {
  title: ReactNode;
  /** Word on the button that submits; Enter in a field does it too. */
  submit: ReactNode;
  busy: boolean;
  disabled?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** A dialog that asks for something: fields, Cancel, and one button that submits them. */
export function FormDialog({ submit, busy, disabled, onSubmit, children, ...dialog }: FormDialogProps) {
  const text = useText();
  const form = useId();
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button onClick={dialog.onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog over a form is not part of it.
          event.stopPropagation();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
