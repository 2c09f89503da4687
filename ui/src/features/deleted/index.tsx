import Trash2 from "lucide-react/icons/trash-2";
import { lazy, Suspense, useState } from "react";
import { useShownWorkspace } from "../../api/app";
import type { DeletedRow } from "../../api/generated/types";
import { useDeleted } from "../../api/many";
import { useDenied } from "../../api/rights";
import { Loaded, Page } from "../../app/Page";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { DeletedTable } from "./DeletedTable";
import styles from "./deleted.module.css";
import { PurgeDialog } from "./PurgeDialog";
import { useDeletedText } from "./strings";

const BulkDialog = lazy(() => import("../bulk/BulkDialog"));

/** What was deleted in the workspace and can be brought back, one by one or many at once. */
export default function DeletedPage() {
  const t = useDeletedText();
  const deleted = useDeleted();
  const denied = useDenied()("manage");
  const workspace = useShownWorkspace() ?? null;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [restoring, setRestoring] = useState<string[] | null>(null);
  const [purging, setPurging] = useState<DeletedRow | null>(null);
  const ids = (deleted.data ?? []).map(({ id }) => id).filter((id) => chosen.has(id));
  return (
    <Page
      title={t("title")}
      count={deleted.data?.length}
      actions={
        <>
          {denied && <span className={styles.quiet}>{denied}</span>}
          {ids.length > 0 && (
            <Button variant="primary" disabled={denied !== null} onClick={() => setRestoring(ids)}>
              {t("restoreMany", { count: ids.length })}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={deleted}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<Trash2 />} title={t("empty")}>
              {t("emptyText")}
            </EmptyState>
          ) : (
            <>
              <p className={styles.about}>{t("about")}</p>
              <DeletedTable
                rows={rows}
                chosen={chosen}
                onChoose={setChosen}
                denied={denied !== null}
                onPurge={setPurging}
              />
            </>
          )
        }
      </Loaded>
      {purging && <PurgeDialog row={purging} onClose={() => setPurging(null)} />}
      <Suspense>
        {restoring && (
          <BulkDialog
            what="restore"
            chosen={{
              workspace,
              selection: { ids: restoring, matching: null, except: [] },
              count: restoring.length,
              sides: ["dev", "prod"],
              door: "management_center",
              types: [],
            }}
            onClose={(ran) => {
              setRestoring(null);
              if (ran) setChosen(new Set());
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}
