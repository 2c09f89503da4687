import { useContext, useRef, useState } from "react";
import type { DeleteResponse, Door, Environment } from "../../api/generated/types";
import { useDeleteImpact, useDeleteSource } from "../../api/sources";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { ErrorState } from "../../components/ErrorState";
import { ProdLocked } from "../../components/locked";
import { Problem } from "../../components/Problem";
import { RadioGroup } from "../../components/RadioGroup";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
import { Affected } from "./Affected";
import styles from "./delete.module.css";
import { useDeleteText } from "./strings";

type DeleteProps = {
  id: string;
  name: string;
  /** Behind Data Integration only production can go. */
  door: Door;
  onClose: () => void;
  onDone: (deleted: DeleteResponse) => void;
};
type Choice = "both" | Environment;

/** Asks what to delete and says what that affects. Who opened it offers the undo. */
export default function DeleteDialog({ id, name, door, onClose, onDone }: DeleteProps) {
  const t = useDeleteText();
  const text = useText();
  const impact = useDeleteImpact(id);
  const verb = useDeleteSource();
  const [choice, setChoice] = useState<Choice>("both");
  const cancel = useRef<HTMLButtonElement>(null);
  const there = impact.data?.envs ?? [];
  const integration = door === "data_integration" && there.includes("prod");
  const sides = integration ? there.filter((env) => env === "prod") : there;
  const envs: Environment[] = choice === "both" ? sides : [choice];
  const locked = useContext(ProdLocked) && envs.includes("prod");
  return (
    <Dialog
      title={t("title", { name })}
      onClose={onClose}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            {text("action.cancel")}
          </Button>
          <Button
            variant="danger"
            busy={verb.isPending}
            disabled={!impact.data}
            onClick={() => verb.mutate({ id, envs }, { onSuccess: (deleted) => onDone(deleted) })}
          >
            {t("delete")}
          </Button>
        </>
      }
    >
      {impact.error && <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />}
      {impact.isPending && <Skeleton width="100%" height={96} />}
      {sides.length > 1 && (
        <RadioGroup<Choice>
          label={t("what")}
          value={choice}
          onChange={setChoice}
          options={[
            { value: "both", label: t("both"), help: t("bothHelp") },
            ...sides.map((env) => ({
              value: env,
              label: <EnvBadge env={env}>{t(`only.${env}`)}</EnvBadge>,
              help: t("onlyHelp"),
            })),
          ]}
        />
      )}
      {sides.length === 1 && sides[0] && (
        <p>
          <EnvBadge env={sides[0]} /> {there.length > 1 && t("otherStays")}
        </p>
      )}
      {impact.data && <Affected impact={impact.data} envs={envs} />}
      {locked && <p>{t("locked")}</p>}
      {impact.data && <p className={styles.undo}>{t("undo")}</p>}
      <Problem error={verb.error} />
    </Dialog>
  );
}
