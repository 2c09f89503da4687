import ArrowUpFromLine from "lucide-react/icons/arrow-up-from-line";
import ChevronDown from "lucide-react/icons/chevron-down";
import Droplets from "lucide-react/icons/droplets";
import Layers from "lucide-react/icons/layers";
import Lock from "lucide-react/icons/lock";
import Plus from "lucide-react/icons/plus";
import { useAppState, useSampleWorkspace, useSelectWorkspace } from "../api/app";
import type { WorkspaceView } from "../api/generated/types";
import { MenuButton } from "../components/MenuButton";
import type { MenuEntry } from "../components/menu-items";
import { Skeleton } from "../components/Skeleton";
import { useText } from "../i18n";
import { leave } from "./leave";
import { PAGES, useGo } from "./pages";
import { useReportError } from "./report";
import styles from "./WorkspaceSwitcher.module.css";

/** The current workspace, and the way to another. */
export function WorkspaceSwitcher() {
  const text = useText();
  const go = useGo();
  const state = useAppState().data;
  const choose = useChooseWorkspace();
  const current = state?.workspaces.find((workspace) => workspace.id === state.workspace);
  const entries = (): MenuEntry[] => [
    ...(state?.workspaces ?? []).map(
      (workspace): MenuEntry => ({
        kind: "radio",
        label: workspace.name,
        sub: `${text(`workspace.${workspace.mode}`)} · ${text("workspace.count", { count: workspace.sources })}`,
        checked: workspace.id === state?.workspace,
        onSelect: () => choose.select(workspace),
      }),
    ),
    { kind: "separator" },
    {
      label: text("workspace.new"),
      icon: <Plus aria-hidden="true" />,
      onSelect: () => go(PAGES.newWorkspace),
    },
    ...(current?.mode === "basic"
      ? [
          {
            label: text("workspace.upgrade"),
            icon: <ArrowUpFromLine aria-hidden="true" />,
            onSelect: () => go(PAGES.upgrade(current.id)),
          },
        ]
      : []),
    {
      label: text("workspace.manage"),
      icon: <Layers aria-hidden="true" />,
      onSelect: () => go(PAGES.workspaces),
    },
    { label: text("action.sample"), icon: <Droplets aria-hidden="true" />, onSelect: choose.sample },
  ];
  return (
    <MenuButton
      label={text("workspace.switch")}
      entries={entries}
      className={styles.button}
      disabled={!current}
    >
      <span className={styles.words}>
        <span className="sr-only">{text("workspace.switch")}: </span>
        <span className={styles.name}>{current?.name ?? <Skeleton width={96} />}</span>
        <small>
          {current ? text(`workspace.${current.mode}`) : <Skeleton width={64} height={8} />}
          {current?.locked && (
            <span className={styles.locked}>
              <Lock aria-hidden="true" />
              {text("workspace.locked")}
            </span>
          )}
        </small>
      </span>
      <ChevronDown aria-hidden="true" />
    </MenuButton>
  );
}

/** Makes another workspace the current one and shows its list. */
export function useChooseWorkspace() {
  const go = useGo();
  const report = useReportError();
  const select = useSelectWorkspace();
  const sample = useSampleWorkspace();
  const show = { onSuccess: () => go(PAGES.list), onError: report };
  return {
    select: (workspace: WorkspaceView) => leave(() => select.mutate({ workspace: workspace.id }, show)),
    sample: () => leave(() => sample.mutate({}, show)),
    busy: sample.isPending,
  };
}
