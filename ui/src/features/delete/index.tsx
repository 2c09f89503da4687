import { useContext, useRef, useState } from "react";
import type { DeleteImpact, DeleteResponse, Door, Environment } from "../../api/generated/types";
import { useDeleteImpact, useDeleteSource } from "../../api/sources";
import { isCancelled } from "../../api/typed";
import { useWords, words } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { ErrorState } from "../../components/ErrorState";
import { ProdLocked } from "../../components/locked";
import { RadioGroup } from "../../components/RadioGroup";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
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
  const { error: wordsOf } = useWords();
  const [choice, setChoice] = useState<Choice>("both");
  const cancel = useRef<HTMLButtonElement>(null);
  const there = impact.data?.envs ?? [];
  const integration = door === "data_integration" && there.includes("prod");
  const sides = integration ? there.filter((env) => env === "prod") : there;
  const envs: Environment[] = choice === "both" ? sides : [choice];
  const locked = useContext(ProdLocked) && envs.includes("prod");
  const problem = verb.error && !isCancelled(verb.error) ? wordsOf(verb.error) : null;
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
      {problem && (
        <Banner tone="bad" title={problem.message}>
          {problem.hint}
        </Banner>
      )}
    </Dialog>
  );
}

/** What stops working when exactly these sides go. */
function Affected({ impact, envs }: { impact: DeleteImpact; envs: Environment[] }) {
  const t = useDeleteText();
  const key = [...envs].sort().join();
  const lines = impact.lines.filter((line) => [...line.envs].sort().join() === key);
  // The other modules work with production.
  const modules = envs.includes("prod") ? impact.modules : [];
  const broken = impact.shared_with.filter((one) => one.envs.some((env) => envs.includes(env)));
  if (!lines.length && !modules.length && !broken.length) return null;
  return (
    <Banner tone="warn" title={t("impact")}>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line.text.en}>{words(line.text)}</li>
        ))}
        {modules.map((module) => (
          <li key={module.name.en}>
            <b>{words(module.name)}</b> <span>({t(`severity.${module.severity}`)})</span>{" "}
            <span>{words(module.text)}</span>
          </li>
        ))}
        {broken.map(({ workspace, users }) => (
          <li key={workspace}>
            {users.length
              ? t("sharedUsers", { workspace, users: users.join(t("and")) })
              : t("shared", { workspace })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
