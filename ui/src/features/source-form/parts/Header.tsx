import ArrowLeft from "lucide-react/icons/arrow-left";
import Ellipsis from "lucide-react/icons/ellipsis";
import { lazy, Suspense, useState } from "react";
import { useDenied } from "../../../api/rights";
import { useRestoreSource } from "../../../api/sources";
import { words } from "../../../api/words";
import { DOORS, PAGES, useGo } from "../../../app/pages";
import { useReportError } from "../../../app/report";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import { MenuButton } from "../../../components/MenuButton";
import type { MenuEntry } from "../../../components/menu-items";
import { Tag } from "../../../components/Tag";
import { TypeGlyph } from "../../../components/TypeGlyph";
import { notify } from "../../../components/toast";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { CompareDialog } from "../dialogs/CompareDialog";
import { modeOf } from "../model/conditions";
import { skips } from "../model/form";
import { useFormText } from "../strings";
import styles from "./head.module.css";

const CloneDialog = lazy(() => import("../../clone"));
const CopyDialog = lazy(() => import("../../copy-as"));
const ShareDialog = lazy(() => import("../../sharing/ShareDialog"));
const RenameDialog = lazy(() => import("../dialogs/RenameDialog"));
const DeleteDialog = lazy(() => import("../../delete"));

/** Back, what it is, and what can be done with the whole source. */
export function Header() {
  const { state, single, abandon } = useFormContext();
  const { frame, baseline } = state;
  const t = useFormText();
  const text = useText();
  const go = useGo();
  const restore = useRestoreSource();
  const report = useReportError();
  const [over, setOver] = useState<"compare" | "clone" | "copy" | "rename" | "share" | "delete" | null>(null);
  const denied = useDenied();
  const noManage = denied("manage");
  const { id, def, envs, door } = frame;
  const pages = DOORS[door];
  const own = frame.received === null;
  const clones = id !== null && own && door === "management_center" && noManage === null;
  const noShare = denied("share");
  const known = frame.knownByName;
  const noRename =
    known === null ? denied("edit") : t(known === "shared" ? "head.renameShared" : "head.renameExported");
  const name = baseline.name;
  const modes = new Set(envs.map((env) => state.form.sides[env]?.mode));
  const [mode] = modes;
  const comparable = envs.length > 1 && envs.every((env) => !skips(frame, state.form, env));
  const entries: MenuEntry[] = [
    ...(single && comparable ? [{ label: text("action.compare"), onSelect: () => setOver("compare") }] : []),
    ...(single && clones ? [{ label: text("action.clone"), onSelect: () => setOver("clone") }] : []),
    ...(id !== null && envs.some((env) => frame.exists[env])
      ? [{ label: text("action.copyAs"), onSelect: () => setOver("copy" as const) }]
      : []),
    ...(id !== null && own
      ? [
          {
            label: t("head.rename"),
            sub: noRename,
            disabled: noRename !== null,
            onSelect: () => setOver("rename" as const),
          },
        ]
      : []),
    ...(id !== null && own && door === "management_center"
      ? [
          {
            label: text("action.share"),
            sub: noShare,
            disabled: noShare !== null,
            onSelect: () => setOver("share" as const),
          },
        ]
      : []),
    ...(id !== null && own
      ? [{ label: text("nav.activity"), onSelect: () => go(PAGES.activityOf("source", id)) }]
      : []),
    ...(id !== null && own
      ? [
          {
            label: text("action.delete"),
            sub: noManage,
            disabled: noManage !== null,
            danger: true,
            onSelect: () => setOver("delete" as const),
          },
        ]
      : []),
  ];
  const close = () => setOver(null);
  return (
    <header className={styles.header}>
      <IconButton
        className={styles.back}
        label={t("head.back")}
        icon={<ArrowLeft aria-hidden="true" />}
        onClick={() => go(id === null ? pages.new : pages.list)}
      />
      <TypeGlyph type={def.id} />
      <h1 className={styles.title}>{id === null ? t("head.new", { type: words(def.name) }) : name}</h1>
      {id !== null && <Tag>{words(def.name)}</Tag>}
      {def.modes.length > 1 && id !== null && modes.size === 1 && (
        <Tag>{words(modeOf(def, mode ?? "").label)}</Tag>
      )}
      <span className={styles.grow} />
      {!single && comparable && <Button onClick={() => setOver("compare")}>{text("action.compare")}</Button>}
      {!single && clones && <Button onClick={() => setOver("clone")}>{text("action.clone")}</Button>}
      {entries.length > 0 && (
        <MenuButton
          align="end"
          label={t("head.more")}
          icon={<Ellipsis aria-hidden="true" />}
          entries={() => entries}
        />
      )}
      {over === "compare" && <CompareDialog onClose={close} />}
      <Suspense>
        {over === "clone" && id !== null && (
          <CloneDialog id={id} name={name} onClose={close} onDone={(view) => go(PAGES.source(view.id))} />
        )}
        {over === "copy" && id !== null && <CopyDialog id={id} name={name} typeId={def.id} onClose={close} />}
        {over === "rename" && id !== null && <RenameDialog id={id} onClose={close} />}
        {over === "share" && id !== null && (
          <ShareDialog id={id} name={name} sides={envs.filter((env) => frame.exists[env])} onClose={close} />
        )}
        {over === "delete" && id !== null && (
          <DeleteDialog
            id={id}
            name={name}
            door={door}
            onClose={close}
            onDone={(deleted) => {
              abandon();
              go(pages.list);
              void notify({
                title: t("head.deleted", { name }),
                undo: true,
                action: {
                  label: text("action.undo"),
                  // The promise, not the hook's callbacks: this page is gone by then.
                  onSelect: () =>
                    void restore.mutateAsync({ id: deleted.id, envs: deleted.envs }).catch(report),
                },
              });
            }}
          />
        )}
      </Suspense>
    </header>
  );
}
