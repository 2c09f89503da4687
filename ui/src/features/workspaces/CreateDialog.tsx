import { useState } from "react";
import type { WorkspaceMode } from "../../api/generated/types";
import { useCreateWorkspace } from "../../api/workspaces";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { Checkbox } from "../../components/Checkbox";
import { EnvBadge } from "../../components/EnvBadge";
import { FormDialog } from "../../components/FormDialog";
import { ProdLocked } from "../../components/locked";
import { RadioGroup } from "../../components/RadioGroup";
import { notify } from "../../components/toast";
import { useSpaceText } from "./strings";
import { useNameFields } from "./useNameFields";
import styles from "./workspaces.module.css";

/** A new workspace: its name, what its mode means, what it is for. */
export default function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useSpaceText();
  const create = useCreateWorkspace();
  const choose = useChooseWorkspace();
  const fields = useNameFields({ name: "", description: "" });
  const [mode, setMode] = useState<WorkspaceMode>("standard");
  const [goThere, setGoThere] = useState(true);
  const submit = () => {
    if (fields.blank || create.isPending) return;
    create.mutate(
      { ...fields.values, mode },
      {
        onError: fields.refuse,
        onSuccess: (made) => {
          if (goThere) choose.select(made);
          else onClose();
          void notify({ title: t("created_done", { name: made.name }), tone: "ok" });
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("new")}
      onClose={onClose}
      submit={t("create")}
      busy={create.isPending}
      disabled={fields.blank}
      onSubmit={submit}
    >
      {fields.name}
      <ProdLocked value={false}>
        <RadioGroup<WorkspaceMode>
          label={t("mode")}
          value={mode}
          onChange={setMode}
          options={(["standard", "basic"] as const).map((value) => ({
            value,
            label: (
              <span className={styles.mode}>
                {t(`mode.${value}`)}
                {value === "standard" && <EnvBadge env="dev" />}
                <EnvBadge env="prod" />
              </span>
            ),
            help: t(`mode.${value}Help`),
          }))}
        />
      </ProdLocked>
      {fields.description}
      <Checkbox label={t("switchNow")} checked={goThere} onChange={setGoThere} />
      {fields.problem}
    </FormDialog>
  );
}
