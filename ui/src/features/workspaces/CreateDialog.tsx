import { useId, useState } from "react";
import type { WorkspaceMode } from "../../api/generated/types";
import { useCreateWorkspace } from "../../api/workspaces";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { ProdLocked } from "../../components/locked";
import { RadioGroup } from "../../components/RadioGroup";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import { useSpaceText } from "./strings";
import { useNameFields } from "./useNameFields";
import styles from "./workspaces.module.css";

/** A new workspace: its name, what its mode means, what it is for. */
export default function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useSpaceText();
  const text = useText();
  const form = useId();
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
    <Dialog
      title={t("new")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={create.isPending} disabled={fields.blank}>
            {t("create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
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
      </form>
    </Dialog>
  );
}
