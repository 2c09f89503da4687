import ArrowLeft from "lucide-react/icons/arrow-left";
import Check from "lucide-react/icons/check";
import Layers from "lucide-react/icons/layers";
import { useState } from "react";
import { useAppState } from "../../api/app";
import type { WorkspaceUpgradeResponse, WorkspaceView } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import { useUpgradePreview, useUpgradeWorkspace, useWorkspace } from "../../api/workspaces";
import pageStyles from "../../app/Page.module.css";
import { PAGES, useGo, usePageTitle } from "../../app/pages";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorState } from "../../components/ErrorState";
import { IconButton } from "../../components/IconButton";
import { ProdLocked } from "../../components/locked";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { Switch } from "../../components/Switch";
import { useSpaceText } from "./strings";
import { UpgradeTable } from "./UpgradeTable";
import styles from "./workspaces.module.css";

/** Basic to standard mode: what would happen, the one choice there is, and then it is done. */
export default function UpgradePage({ id }: { id: string }) {
  const t = useSpaceText();
  const go = useGo();
  const state = useAppState();
  const workspace = useWorkspace(id);
  const [done, setDone] = useState<WorkspaceUpgradeResponse | null>(null);
  const name = workspace?.name ?? "";
  usePageTitle(workspace ? t("upgradeTitle", { name }) : t("title"));
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <IconButton
          className={styles.back}
          label={t("back")}
          icon={<ArrowLeft aria-hidden="true" />}
          onClick={() => go(PAGES.workspaces)}
        />
        <h1>{workspace ? t("upgradeTitle", { name }) : t("title")}</h1>
      </header>
      {state.isPending && <Waiting />}
      {state.isError && !state.data && (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} busy={state.isFetching} />
      )}
      {state.data && !workspace && <EmptyState title={t("gone")} actions={<ToWorkspaces />} />}
      {workspace && done && <Done workspace={workspace} answer={done} />}
      {workspace && !done && workspace.mode === "standard" && (
        <EmptyState icon={<Layers />} title={t("already", { name })} actions={<ToWorkspaces />}>
          {t("alreadyText")}
        </EmptyState>
      )}
      {workspace && !done && workspace.mode === "basic" && (
        <ProdLocked value={workspace.locked}>
          <Preview workspace={workspace} onDone={setDone} />
        </ProdLocked>
      )}
    </div>
  );
}

interface PreviewProps {
  workspace: WorkspaceView;
  onDone: (answer: WorkspaceUpgradeResponse) => void;
}

function Preview({ workspace, onDone }: PreviewProps) {
  const t = useSpaceText();
  const denied = useDenied()("workspace");
  const [prefill, setPrefill] = useState(false);
  const upgrade = useUpgradeWorkspace();
  const preview = useUpgradePreview(workspace.id, prefill, denied === null && !upgrade.isPending);
  if (denied) return <EmptyState title={denied} actions={<ToWorkspaces />} />;
  return (
    <>
      <div className={pageStyles.scroll}>
        <div className={styles.upgrade}>
          <Banner tone="warn" title={t("upgradeWarn")}>
            {t("upgradeWarnText")}
          </Banner>
          <Switch label={t("prefill")} help={t("prefillHelp")} checked={prefill} onChange={setPrefill} />
          {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
          {preview.isPending && <Waiting />}
          {preview.data && <UpgradeTable sources={preview.data.sources} prefill={prefill} />}
        </div>
      </div>
      <footer className={styles.foot}>
        <Problem error={upgrade.error} />
        <span className={pageStyles.grow} />
        <Button
          variant="primary"
          busy={upgrade.isPending}
          disabled={!preview.data}
          onClick={() =>
            upgrade.mutate({ workspace: workspace.id, prefill, preview: false }, { onSuccess: onDone })
          }
        >
          {t("doUpgrade")}
        </Button>
      </footer>
    </>
  );
}

/** It is done: what is left to do, and the way there. */
function Done({ workspace, answer }: { workspace: WorkspaceView; answer: WorkspaceUpgradeResponse }) {
  const t = useSpaceText();
  const choose = useChooseWorkspace();
  const open = answer.sources.filter((source) => !source.prefilled || source.missing.length > 0).length;
  return (
    <div role="status">
      <EmptyState
        icon={<Check />}
        title={t("upgraded", { name: workspace.name })}
        actions={
          <Button variant="primary" autoFocus onClick={() => choose.select(workspace)}>
            {t("seeList")}
          </Button>
        }
      >
        {open > 0 ? t("upgradedText", { count: open }) : t("upgradedAll")}
      </EmptyState>
    </div>
  );
}

function ToWorkspaces() {
  const t = useSpaceText();
  const go = useGo();
  return <Button onClick={() => go(PAGES.workspaces)}>{t("title")}</Button>;
}

function Waiting() {
  const t = useSpaceText();
  return (
    <div role="status" aria-label={t("loading")} className={pageStyles.loading}>
      {[1, 2, 3].map((line) => (
        <Skeleton key={line} width="100%" height={40} />
      ))}
    </div>
  );
}
