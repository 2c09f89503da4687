import { lazy, Suspense } from "react";
import type { DeleteResponse, SourceRow } from "../../api/generated/types";
import { useRestoreSource } from "../../api/sources";
import { useDoor, useGo } from "../../app/pages";
import { useReportError } from "../../app/report";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import { sidesOf } from "./acts";
import { select } from "./filter";
import { choose } from "./selection";

const CloneDialog = lazy(() => import("../clone"));
const CopyDialog = lazy(() => import("../copy-as"));
const ShareDialog = lazy(() => import("../sharing/ShareDialog"));
const DeleteDialog = lazy(() => import("../delete"));

/** What is being done with a row. */
export interface Doing {
  what: "clone" | "copy" | "delete" | "share";
  row: SourceRow;
}

/** The dialogs that a row opens, and what is said when they are done. */
export default function Dialogs({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const text = useText();
  const go = useGo();
  const { door, pages } = useDoor();
  const report = useReportError();
  const restore = useRestoreSource();
  const { id, name } = doing.row;
  // The promise, not the hook's callbacks: Undo works from any page, also when the list is gone.
  const undo = ({ envs }: DeleteResponse) => {
    restore
      .mutateAsync({ id, envs })
      .then(() => notify({ title: text("list.restored", { name }), tone: "ok" }))
      .catch(report);
  };
  return (
    <Suspense>
      {doing.what === "clone" && (
        <CloneDialog
          id={id}
          name={name}
          onClose={onClose}
          onDone={(copy) => {
            onClose();
            void notify({
              title: text("list.cloned", { name: copy.name }),
              tone: "ok",
              action: { label: text("action.open"), onSelect: () => go(pages.source(copy.id)) },
            });
          }}
        />
      )}
      {doing.what === "copy" && <CopyDialog id={id} name={name} typeId={doing.row.type} onClose={onClose} />}
      {doing.what === "share" && (
        <ShareDialog id={id} name={name} sides={sidesOf(doing.row, ["dev", "prod"])} onClose={onClose} />
      )}
      {doing.what === "delete" && (
        <DeleteDialog
          id={id}
          name={name}
          door={door}
          onClose={onClose}
          onDone={(deleted) => {
            onClose();
            select((before) => (before.all ? before : choose(before, [id], false)));
            void notify({
              title: text("list.deleted", { name }),
              undo: true,
              action: { label: text("action.undo"), onSelect: () => undo(deleted) },
            });
          }}
        />
      )}
    </Suspense>
  );
}
