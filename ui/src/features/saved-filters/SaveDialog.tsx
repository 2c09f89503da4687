import { useId, useState } from "react";
import { useShownWorkspace } from "../../api/app";
import type { ListFilter, SavedFilter } from "../../api/generated/types";
import { useSaveFilter } from "../../api/many";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { isAboutName, NameProblem } from "../../components/NameProblem";
import { Problem } from "../../components/Problem";
import { TextField } from "../../components/TextField";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import { useSavedText } from "./strings";

interface SaveProps {
  filter: ListFilter;
  /** The one that gets another name; absent: a new one. */
  saved?: SavedFilter;
  onClose: () => void;
}

/** Gives a filter its name. */
export function SaveDialog({ filter, saved, onClose }: SaveProps) {
  const t = useSavedText();
  const text = useText();
  const form = useId();
  const workspace = useShownWorkspace() ?? null;
  const save = useSaveFilter();
  const [name, setName] = useState(saved?.name ?? "");
  const refused = save.error?.error;
  const type = (next: string) => {
    setName(next);
    save.reset();
  };
  const submit = () => {
    if (name.trim() === "" || save.isPending) return;
    save.mutate(
      { workspace, id: saved?.id ?? null, name: name.trim(), filter },
      {
        onSuccess: (kept) => {
          onClose();
          void notify({ title: t("done", { name: kept.name }), tone: "ok" });
        },
      },
    );
  };
  return (
    <Dialog
      title={saved ? t("renameTitle", { name: saved.name }) : t("saveTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            busy={save.isPending}
            disabled={name.trim() === ""}
          >
            {t("doSave")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          autoFocus
          required
          label={t("name")}
          help={t("nameHelp")}
          error={refused && isAboutName(refused) && <NameProblem refused={refused} onUse={type} />}
          value={name}
          onChange={type}
        />
      </form>
      {refused && !isAboutName(refused) && <Problem error={save.error} />}
    </Dialog>
  );
}
