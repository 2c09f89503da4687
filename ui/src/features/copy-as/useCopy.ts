import { useState } from "react";
import { useType } from "../../api/catalog";
import type { Copied, CopyRow, Environment } from "../../api/generated/types";
import { useCopies, useCopyForm, useCopySecret } from "../../api/sources";
import { words } from "../../api/words";
import { useDoor } from "../../app/pages";
import { useCopyText } from "./strings";

/** State of the dialog: which side, which form, with secrets or not, and what became of it. */
export function useCopy(id: string, typeId: string) {
  const t = useCopyText();
  const copies = useCopies(id);
  const type = useType(typeId);
  const copyForm = useCopyForm();
  const copySecret = useCopySecret();
  const [chosen, setEnv] = useState<Environment | null>(null);
  const [form, setForm] = useState<CopyRow["form"] | null>(null);
  const [wanted, setWanted] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  const seen: Environment[] = useDoor().door === "data_integration" ? ["prod"] : ["dev", "prod"];
  const sides = seen.filter((env) => copies.data?.[env]);
  const env = chosen ?? sides[0] ?? "prod";
  const side = copies.data?.[env] ?? null;
  const row = side?.forms.find((one) => one.form === form) ?? side?.forms[0] ?? null;
  const refused = side?.forms_refused ?? null;
  const withSecrets = wanted && row?.secret === true && refused === null;

  const labelOf = (key: string): string => {
    const fields = type?.modes.flatMap((mode) => mode.groups.flatMap((group) => group.fields)) ?? [];
    const field = fields.find((one) => one.key === key);
    return field ? words(field.label) : key;
  };
  const seconds = ({ cleared_after_ms }: Copied) => Math.round(cleared_after_ms / 1000);
  const again = () => {
    setSaid(null);
    copyForm.reset();
    copySecret.reset();
  };
  const copy = () => {
    if (row === null) return;
    again();
    if (withSecrets) {
      copyForm.mutate(
        { id, env, form: row.form },
        { onSuccess: (done) => setSaid(t("copiedWith", { seconds: seconds(done) })) },
      );
      return;
    }
    navigator.clipboard
      .writeText(row.text)
      .then(() => setSaid(t("copied")))
      .catch(() => setSaid(t("failed")));
  };
  const secret = (slot: string) => {
    again();
    copySecret.mutate(
      { id, env, slot },
      { onSuccess: (done) => setSaid(t("copiedSecret", { label: labelOf(slot), seconds: seconds(done) })) },
    );
  };
  return {
    copies,
    sides,
    env,
    setEnv: (next: Environment) => {
      setEnv(next);
      again();
    },
    side,
    row,
    setForm: (next: CopyRow["form"]) => {
      setForm(next);
      again();
    },
    refused,
    withSecrets,
    setWanted,
    labelOf,
    said,
    error: copyForm.error ?? copySecret.error,
    busy: copyForm.isPending || copySecret.isPending,
    copy,
    secret,
  };
}
