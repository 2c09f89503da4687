import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useState } from "react";
import { useAppState } from "../../api/app";
import type { WorkspaceView } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import pageStyles from "../../app/Page.module.css";
import { PAGES, useGo, usePageTitle } from "../../app/pages";
import { Button } from "../../components/Button";
import { ErrorState } from "../../components/ErrorState";
import { Skeleton } from "../../components/Skeleton";
import type { SpaceAct } from "./acts";
import { useSpaceText } from "./strings";
import { WorkspaceTable } from "./WorkspaceTable";
import styles from "./workspaces.module.css";

const CreateDialog = lazy(() => import("./CreateDialog"));
const EditDialog = lazy(() => import("./EditDialog"));
const UnlockDialog = lazy(() => import("./UnlockDialog"));
const DeleteDialog = lazy(() => import("./DeleteDialog"));

/** Every workspace, and what can be done with it. `creating`: the address asks for a new one. */
export default function WorkspacesPage({ creating }: { creating: boolean }) {
  const t = useSpaceText();
  const go = useGo();
  const state = useAppState();
  const denied = useDenied()("workspace");
  const [doing, setDoing] = useState<{ what: SpaceAct; workspace: WorkspaceView } | null>(null);
  usePageTitle(t("title"));
  const close = () => setDoing(null);
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <h1>{t("title")}</h1>
        {state.data && (
          <span className={pageStyles.note}>{state.data.workspaces.length.toLocaleString()}</span>
        )}
        <span className={pageStyles.grow} />
        {denied && <span className={styles.denied}>{denied}</span>}
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" />}
          disabled={denied !== null}
          onClick={() => go(PAGES.newWorkspace)}
        >
          {t("new")}
        </Button>
      </header>
      <div className={styles.scroll}>
        {state.isError && !state.data && (
          <ErrorState error={state.error} onRetry={() => void state.refetch()} busy={state.isFetching} />
        )}
        {state.isPending && (
          <div role="status" aria-label={t("loading")} className={styles.loading}>
            {[1, 2, 3].map((line) => (
              <Skeleton key={line} width="100%" height={40} />
            ))}
          </div>
        )}
        {state.data && (
          <WorkspaceTable
            workspaces={state.data.workspaces}
            denied={denied}
            onAct={(what, workspace) => setDoing({ what, workspace })}
          />
        )}
      </div>
      <Suspense>
        {creating && denied === null && <CreateDialog onClose={() => go(PAGES.workspaces)} />}
        {doing?.what === "edit" && <EditDialog workspace={doing.workspace} onClose={close} />}
        {doing?.what === "unlock" && <UnlockDialog workspace={doing.workspace} onClose={close} />}
        {doing?.what === "delete" && <DeleteDialog workspace={doing.workspace} onClose={close} />}
      </Suspense>
    </div>
  );
}
