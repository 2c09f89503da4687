import ArrowRight from "lucide-react/icons/arrow-right";
import ArrowUpFromLine from "lucide-react/icons/arrow-up-from-line";
import Ellipsis from "lucide-react/icons/ellipsis";
import Lock from "lucide-react/icons/lock";
import LockOpen from "lucide-react/icons/lock-open";
import Pencil from "lucide-react/icons/pencil";
import Trash2 from "lucide-react/icons/trash-2";
import type { WorkspaceView } from "../../api/generated/types";
import { useChangeWorkspace } from "../../api/workspaces";
import { PAGES, useGo } from "../../app/pages";
import { useReportError } from "../../app/report";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { MenuButton } from "../../components/MenuButton";
import type { MenuEntry } from "../../components/menu-items";
import { notify } from "../../components/toast";
import type { SpaceAct } from "./acts";
import { useSpaceText } from "./strings";

interface ActionsProps {
  workspace: WorkspaceView;
  denied: string | null;
  /** There is no other one. */
  only: boolean;
  onAct: (what: SpaceAct, workspace: WorkspaceView) => void;
}

/** What can be done with one workspace. What cannot be done now says why. */
export function WorkspaceActions({ workspace, denied, only, onAct }: ActionsProps) {
  const t = useSpaceText();
  const go = useGo();
  const report = useReportError();
  const choose = useChooseWorkspace();
  const change = useChangeWorkspace();
  const { id, name, locked, mode, current } = workspace;
  const barred = { sub: denied, disabled: denied !== null };
  const lock = () =>
    change.mutate(
      { workspace: id, locked: true },
      { onSuccess: () => void notify({ title: t("locked", { name }), tone: "ok" }), onError: report },
    );
  const entries = (): MenuEntry[] => [
    ...(current
      ? []
      : [
          {
            label: t("switchTo"),
            icon: <ArrowRight aria-hidden="true" />,
            onSelect: () => choose.select(workspace),
          },
        ]),
    {
      ...barred,
      label: t("edit"),
      icon: <Pencil aria-hidden="true" />,
      onSelect: () => onAct("edit", workspace),
    },
    locked
      ? {
          ...barred,
          label: t("unlock"),
          icon: <LockOpen aria-hidden="true" />,
          onSelect: () => onAct("unlock", workspace),
        }
      : {
          label: t("lock"),
          sub: denied ?? t("lockSub"),
          disabled: denied !== null,
          icon: <Lock aria-hidden="true" />,
          onSelect: lock,
        },
    ...(mode === "basic"
      ? [
          {
            ...barred,
            label: t("upgrade"),
            icon: <ArrowUpFromLine aria-hidden="true" />,
            onSelect: () => go(PAGES.upgrade(id)),
          },
        ]
      : []),
    { kind: "separator" },
    {
      label: t("delete"),
      sub: denied ?? (only ? t("only") : undefined),
      disabled: denied !== null || only,
      danger: true,
      icon: <Trash2 aria-hidden="true" />,
      onSelect: () => onAct("delete", workspace),
    },
  ];
  return (
    <MenuButton
      small
      variant="quiet"
      align="end"
      label={t("moreOf", { name })}
      icon={<Ellipsis aria-hidden="true" />}
      entries={entries}
    />
  );
}
