import { useRef } from "react";
import type { DeletedRow } from "../../api/generated/types";
import { usePurge } from "../../api/many";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { Problem } from "../../components/Problem";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import styles from "./deleted.module.css";
import { useDeletedText } from "./strings";

/** Asks before something goes for good: of a data source that is there only the sides that were deleted. */
export function PurgeDialog({ row, onClose }: { row: DeletedRow; onClose: () => void }) {
  const t = useDeletedText();
  const text = useText();
  const purge = usePurge();
  const cancel = useRef<HTMLButtonElement>(null);
  const { id, name, whole, envs } = row;
  const done = () => {
    void notify({ title: t("purged", { name }) });
    onClose();
  };
  return (
    <Dialog
      title={t("purgeTitle", { name })}
      onClose={onClose}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            {text("action.cancel")}
          </Button>
          <Button
            variant="danger"
            busy={purge.isPending}
            onClick={() => purge.mutate({ id, envs: whole ? [] : envs }, { onSuccess: done })}
          >
            {t("purgeNow")}
          </Button>
        </>
      }
    >
      <span className={styles.envs}>
        {envs.map((env) => (
          <EnvBadge key={env} env={env} />
        ))}
      </span>
      <p>{t("purgeText")}</p>
      <Problem error={purge.error} />
    </Dialog>
  );
}
