import { useRef, useState } from "react";
import { useRenameSource } from "../../../api/sources";
import { FormDialog } from "../../../components/FormDialog";
import { NameProblem } from "../../../components/NameProblem";
import { TextField } from "../../../components/TextField";
import { useFormContext } from "../context";
import { rebased } from "../model/changes";
import { openForm } from "../model/form";
import { useFormText } from "../strings";

/** Gives the source another name. What was changed and not saved stays so. */
export default function RenameDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { state, dispatch } = useFormContext();
  const { frame, baseline, form } = state;
  const t = useFormText();
  const rename = useRenameSource();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(baseline.name);
  const refused = rename.error?.error;
  const submit = () => {
    const request = { id, name: name.trim(), revision: frame.revision ?? undefined };
    rename.mutate(request, {
      onSuccess: (view) => {
        const now = openForm(frame.def, view, frame.envs, frame.door);
        dispatch({
          do: "opened",
          frame: now.frame,
          baseline: now.form,
          form: rebased(baseline, form, now.form),
        });
        onClose();
      },
    });
  };
  return (
    <FormDialog
      title={t("rename.title", { name: baseline.name })}
      onClose={onClose}
      initialFocus={field}
      submit={t("rename.do")}
      busy={rename.isPending}
      disabled={name.trim() === "" || name.trim() === baseline.name}
      onSubmit={submit}
    >
      <TextField
        ref={field}
        mono
        label={t("rename.name")}
        help={t("rename.help")}
        error={refused && <NameProblem refused={refused} onUse={setName} />}
        value={name}
        onChange={setName}
        onFocus={(event) => event.target.select()}
      />
    </FormDialog>
  );
}
