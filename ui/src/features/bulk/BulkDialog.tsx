import { useEffect, useRef, useState } from "react";
import type { BulkChange, BulkProgress, BulkReport, BulkRequest } from "../../api/generated/types";
import { useBulkPreview, useBulkRun, useBulkUndo } from "../../api/many";
import { PAGES, useGo } from "../../app/pages";
import { useReportError } from "../../app/report";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { notify } from "../../components/toast";
import { useText } from "../../i18n";
import { Form } from "./Form";
import { type Chosen, type Interrupted, isSaid, type What } from "./model";
import { Preview } from "./Preview";
import { Progress, Result } from "./Result";
import { useBulkText } from "./strings";

interface DialogProps {
  what: What;
  chosen: Chosen;
  /** Goes on with this one; it has its own data sources. */
  interrupted?: Interrupted;
  /** `ran`: something was carried out. */
  onClose: (ran: boolean) => void;
}

/** One change of many: said, previewed, carried out with progress, told row by row, and taken back if it can be. */
export default function BulkDialog({ what, chosen, interrupted, onClose }: DialogProps) {
  const t = useBulkText();
  const text = useText();
  const go = useGo();
  const said = isSaid(what, chosen, interrupted);
  const [change, setChange] = useState<BulkChange | null>(said);
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const preview = useBulkPreview();
  const run = useBulkRun();
  const undo = useBulkUndo();
  const report = useReportError();
  const stop = useRef<AbortController | null>(null);
  const [stopping, setStopping] = useState(false);

  const request = (change: BulkChange, batch = interrupted?.batch): BulkRequest => ({
    workspace: chosen.workspace,
    selection: chosen.selection,
    change,
    ...(batch !== undefined && { batch }),
  });
  const look = () => {
    if (change) preview.mutate(request(change));
  };
  const start = (batch?: string) => {
    if (!change) return;
    stop.current = new AbortController();
    setStopping(false);
    setProgress(null);
    run.mutate({
      request: request(change, batch),
      options: { signal: stop.current.signal, onEvent: (event) => isProgress(event) && setProgress(event) },
    });
  };
  const atOnce = useRef(said ? look : null);
  useEffect(() => {
    atOnce.current?.();
    atOnce.current = null;
  }, []);

  const done = run.data;
  const takeBack = ({ batch }: BulkReport) => {
    const back = undo.mutateAsync({ batch });
    back.then(({ done }) => notify({ title: t("undone", { count: done }), tone: "ok" })).catch(report);
  };
  const close = () => {
    if (run.isPending) {
      stop.current?.abort();
      setStopping(true);
      return;
    }
    onClose(done !== undefined);
    if (!done?.undoable || undo.data) return;
    void notify({
      title: t("changed", { count: done.done }),
      undo: true,
      action: { label: text("action.undo"), onSelect: () => takeBack(done) },
    });
  };

  const told = undo.data ?? done;
  const step = run.isPending ? "running" : told ? "told" : preview.data ? "seen" : "form";
  return (
    <Dialog
      wide
      title={t(`title.${what}`, { count: interrupted?.total ?? chosen.count })}
      onClose={close}
      footer={
        <>
          {step === "form" && (
            <>
              <Button onClick={close}>{text("action.cancel")}</Button>
              <Button variant="primary" busy={preview.isPending} disabled={!change} onClick={look}>
                {t("preview")}
              </Button>
            </>
          )}
          {step === "seen" && (
            <>
              {said ? (
                <Button onClick={close}>{text("action.cancel")}</Button>
              ) : (
                <Button
                  onClick={() => {
                    preview.reset();
                    run.reset();
                  }}
                >
                  {t("back")}
                </Button>
              )}
              <Button
                variant={what === "delete" ? "danger" : "primary"}
                disabled={preview.data?.changed === 0}
                onClick={() => start()}
              >
                {t(`run.${what}`, { count: preview.data?.changed ?? 0 })}
              </Button>
            </>
          )}
          {step === "running" && (
            <Button disabled={stopping} onClick={close}>
              {t("stop")}
            </Button>
          )}
          {step === "told" && told && (
            <>
              {what !== "test" && (
                <Button
                  onClick={() => {
                    onClose(true);
                    go(PAGES.activityOf("batch", told.batch));
                  }}
                >
                  {t("activity")}
                </Button>
              )}
              {done && !undo.data && done.left > 0 && (
                <Button onClick={() => start(what === "test" ? undefined : done.batch)}>
                  {t(what === "test" ? "again" : "goOn", { count: done.left })}
                </Button>
              )}
              {done?.undoable && !undo.data && (
                <Button busy={undo.isPending} onClick={() => undo.mutate({ batch: done.batch })}>
                  {t("undo")}
                </Button>
              )}
              <Button variant="primary" onClick={close}>
                {t("through")}
              </Button>
            </>
          )}
        </>
      }
    >
      {/* Kept while the preview is looked at: the way back finds what was said. */}
      {!said && (
        <div hidden={step !== "form"}>
          <Form
            what={what}
            chosen={chosen}
            begin={interrupted?.change ?? null}
            onChange={setChange}
            onSubmit={look}
          />
        </div>
      )}
      {step === "form" && said && preview.isPending && <Skeleton width="100%" height={120} />}
      {step === "form" && <Problem error={preview.error} />}
      {step === "seen" && preview.data && (
        <>
          <Preview what={what} preview={preview.data} />
          <Problem error={run.error} />
        </>
      )}
      {step === "running" && (
        <Progress progress={progress} total={preview.data?.total ?? chosen.count} stopping={stopping} />
      )}
      {step === "told" && told && <Result report={told} what={undo.data ? "undo" : what} />}
      {step === "told" && <Problem error={undo.error} />}
    </Dialog>
  );
}

/** The keychain tells that it is waited for, on the same channel. */
function isProgress(event: unknown): event is BulkProgress {
  return typeof (event as Partial<BulkProgress> | null)?.done === "number";
}
