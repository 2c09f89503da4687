import { useState } from "react";
import { useShownWorkspace } from "../../api/app";
import type { ListFilter, SavedFilter } from "../../api/generated/types";
import { useSaveFilter } from "../../api/many";
import { FormDialog } from "../../components/FormDialog";
import { isAboutName, NameProblem } from "../../components/NameProblem";
import { Problem } from "../../components/Problem";
import { TextField } from "../../components/TextField";
import { notify } from "../../components/toast";
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
    <FormDialog
      title={saved ? t("renameTitle", { name: saved.name }) : t("saveTitle")}
      onClose={onClose}
      submit={t("doSave")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      onSubmit={submit}
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
      {refused && !isAboutName(refused) && <Problem error={save.error} />}
    </FormDialog>
  );
}
