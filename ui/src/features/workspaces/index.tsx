import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useState } from "react";
import { useAppState } from "../../api/app";
import type { WorkspaceView } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import { Loaded, Page } from "../../app/Page";
import { PAGES, useGo } from "../../app/pages";
import { Button } from "../../components/Button";
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
  const close = () => setDoing(null);
  return (
    <Page
      title={t("title")}
      count={state.data?.workspaces.length}
      actions={
        <>
          {denied && <span className={styles.denied}>{denied}</span>}
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            disabled={denied !== null}
            onClick={() => go(PAGES.newWorkspace)}
          >
            {t("new")}
          </Button>
        </>
      }
    >
      <Loaded query={state}>
        {({ workspaces }) => (
          <WorkspaceTable
            workspaces={workspaces}
            denied={denied}
            onAct={(what, workspace) => setDoing({ what, workspace })}
          />
        )}
      </Loaded>
      <Suspense>
        {creating && denied === null && <CreateDialog onClose={() => go(PAGES.workspaces)} />}
        {doing?.what === "edit" && <EditDialog workspace={doing.workspace} onClose={close} />}
        {doing?.what === "unlock" && <UnlockDialog workspace={doing.workspace} onClose={close} />}
        {doing?.what === "delete" && <DeleteDialog workspace={doing.workspace} onClose={close} />}
      </Suspense>
    </Page>
  );
}
