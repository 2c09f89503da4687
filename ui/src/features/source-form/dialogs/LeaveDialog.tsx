import { useRef } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { useFormText } from "../strings";

type LeaveProps = {
  /** Secrets that a draft cannot keep, by name. */
  lost: string;
  onKeep: () => void;
  onDiscard: () => void;
  onStay: () => void;
};

/** Asked before a form with unsaved changes is left. */
export function LeaveDialog({ lost, onKeep, onDiscard, onStay }: LeaveProps) {
  const t = useFormText();
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      title={t("leave.title")}
      description={lost ? t("leave.textLost", { names: lost }) : t("leave.text")}
      onClose={onStay}
      initialFocus={keep}
      footer={
        <>
          <Button variant="danger" onClick={onDiscard}>
            {t("leave.discard")}
          </Button>
          <Button onClick={onStay}>{t("leave.stay")}</Button>
          <Button ref={keep} variant="primary" onClick={onKeep}>
            {t("leave.keep")}
          </Button>
        </>
      }
    />
  );
}
