import { useId, useState } from "react";
import type { SecretSource } from "../../../api/generated/types";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { TextArea } from "../../../components/TextArea";
import { TextField } from "../../../components/TextField";
import { useText } from "../../../i18n";
import type { FetchKind } from "../model/secrets";
import { useFormText } from "../strings";

type FetchProps = {
  kind: FetchKind;
  /** The secret's field. */
  label: string;
  /** As it is now. */
  source: SecretSource | null;
  onClose: () => void;
  onDone: (source: SecretSource) => void;
};

/** Where a secret is fetched at each use. Arguments of a command are lines: no shell takes a line apart. */
export default function FetchDialog({ kind, label, source, onClose, onDone }: FetchProps) {
  const t = useFormText();
  const text = useText();
  const form = useId();
  const [value, setValue] = useState(() => textOf(kind, source));
  const given = sourceOf(kind, value);
  const field = { label: t(`fetch.${kind}`), help: t(`fetch.${kind}Help`), value, onChange: setValue };
  return (
    <Dialog
      title={t("fetch.title", { label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} disabled={given === null}>
            {t("fetch.use")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (given) onDone(given);
        }}
      >
        {kind === "command" ? (
          <TextArea mono rows={4} placeholder={"/usr/bin/pass\nshow\nshop/orders"} {...field} />
        ) : (
          <TextField mono placeholder={kind === "env" ? "ORDERS_PASSWORD" : "~/.secrets/orders"} {...field} />
        )}
      </form>
    </Dialog>
  );
}

function textOf(kind: FetchKind, source: SecretSource | null): string {
  if (!source) return "";
  if (kind === "env") return "env" in source ? source.env : "";
  if (kind === "file") return "file" in source ? source.file : "";
  return "command" in source ? source.command.join("\n") : "";
}

/** Null: nothing that could be meant. Rust judges the rest. */
function sourceOf(kind: FetchKind, value: string): SecretSource | null {
  if (value.trim() === "") return null;
  if (kind === "env") return { env: value.trim() };
  if (kind === "file") return { file: value.trim() };
  return { command: value.replace(/\n+$/, "").split("\n") };
}
