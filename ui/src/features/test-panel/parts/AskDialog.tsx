import { useId, useState } from "react";
import { useType } from "../../../api/catalog";
import type { Environment } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { EnvBadge } from "../../../components/EnvBadge";
import { TextField } from "../../../components/TextField";
import { useText } from "../../../i18n";
import { type AskSlot, slotLabel } from "../model/ask";
import { useTestText } from "../strings";
import styles from "./panel.module.css";

type AskProps = {
  slots: AskSlot[];
  typeId: string;
  modes: Partial<Record<Environment, string>>;
  onAnswer: (answers: Partial<Record<Environment, Record<string, string>>>) => void;
  onClose: () => void;
};

/** Asks once for the secrets that are not stored, before the test. */
export function AskDialog({ slots, typeId, modes, onAnswer, onClose }: AskProps) {
  const t = useTestText();
  const text = useText();
  const def = useType(typeId);
  const form = useId();
  const [values, setValues] = useState<Record<string, string>>({});
  const key = ({ env, slot }: AskSlot) => `${env} ${slot}`;
  const labelOf = ({ env, slot }: AskSlot) => {
    const { label, name } = slotLabel(def, modes[env], slot);
    return (
      <>
        {name ?? (label ? words(label) : slot)} · <EnvBadge env={env} />
      </>
    );
  };
  const send = () => {
    const answers: Partial<Record<Environment, Record<string, string>>> = {};
    for (const slot of slots) {
      answers[slot.env] = { ...answers[slot.env], [slot.slot]: values[key(slot)] ?? "" };
    }
    onAnswer(answers);
  };
  return (
    <Dialog
      title={t("ask")}
      description={t("askText")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            disabled={slots.some((slot) => !values[key(slot)])}
          >
            {t("askStart")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {slots.map((slot) => (
          <TextField
            key={key(slot)}
            type="password"
            autoComplete="new-password"
            label={labelOf(slot)}
            value={values[key(slot)] ?? ""}
            onChange={(value) => setValues({ ...values, [key(slot)]: value })}
          />
        ))}
      </form>
    </Dialog>
  );
}
