import { useRef, useState } from "react";
import type { ImportEvent, TemplateLoadResponse, TemplateReadResponse } from "../../api/generated/types";
import { useLongVerb } from "../../api/verb";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { EmptyState } from "../../components/EmptyState";
import { Problem } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import { useLang } from "../../i18n";
import { SaveRows } from "./SaveRows";
import { SheetRows } from "./SheetRows";
import { useTemplateText } from "./strings";
import styles from "./template.module.css";

interface SeenProps {
  seen: TemplateReadResponse;
  file: string;
  onAgain: () => void;
  onDone: (done: TemplateLoadResponse) => void;
}

/** What the sheet holds; nothing has happened yet. Then how far its load is. */
export function Seen({ seen, file, onAgain, onDone }: SeenProps) {
  const t = useTemplateText();
  const load = useLongVerb("template.load");
  const stop = useRef<AbortController | null>(null);
  const [wrongOnly, setWrongOnly] = useState(seen.sources.wrong > 0);
  const [replace, setReplace] = useState(false);
  const [stopping, setStopping] = useState(false);
  const [progress, setProgress] = useState<ImportEvent | null>(null);
  const { sources, rows } = seen;
  const count = sources.new + (replace ? sources.changed : 0);
  const start = () => {
    stop.current = new AbortController();
    setStopping(false);
    load.mutate(
      {
        request: { ticket: seen.ticket, replace, partial: sources.wrong > 0 },
        options: {
          signal: stop.current.signal,
          onEvent: (event) => {
            const told = event as Partial<ImportEvent> | null;
            if (typeof told?.done === "number") setProgress(told as ImportEvent);
          },
        },
      },
      { onSuccess: onDone },
    );
  };
  if (rows.length === 0) {
    return (
      <EmptyState title={t("nothing")} actions={<Button onClick={onAgain}>{t("another")}</Button>}>
        {t("nothingText")}
      </EmptyState>
    );
  }
  return (
    <div className={styles.seen}>
      <div className={styles.bar}>
        <p role="status">{t("sum", { ...sources })}</p>
        {sources.wrong > 0 && (
          <Segmented
            label={t("show")}
            value={wrongOnly ? "wrong" : "all"}
            onChange={(shown) => setWrongOnly(shown === "wrong")}
            options={[
              { value: "wrong", label: t("onlyWrong") },
              { value: "all", label: t("all") },
            ]}
          />
        )}
      </div>
      <SheetRows rows={wrongOnly ? rows.filter((row) => row.status === "wrong") : rows} />
      {seen.secrets && <Banner title={t("secretsText", { file })} />}
      {sources.wrong > 0 && <Banner tone="warn" title={t("partial", { count: sources.wrong })} />}
      <Problem error={load.error} />
      {load.isPending ? (
        <div className={styles.actions}>
          <Progress progress={progress} total={rows.length} stopping={stopping} />
          <Button
            disabled={stopping}
            onClick={() => {
              setStopping(true);
              stop.current?.abort();
            }}
          >
            {t("stop")}
          </Button>
        </div>
      ) : (
        <>
          {sources.changed > 0 && (
            <Checkbox
              label={t("replace", { count: sources.changed })}
              help={t("replaceHelp")}
              checked={replace}
              onChange={setReplace}
            />
          )}
          <div className={styles.actions}>
            <Button variant="primary" disabled={count === 0} onClick={start}>
              {t("load", { count })}
            </Button>
            {sources.wrong > 0 && <SaveRows ticket={seen.ticket} label={t("problems")} />}
          </div>
        </>
      )}
    </div>
  );
}

function Progress(props: { progress: ImportEvent | null; total: number; stopping: boolean }) {
  const t = useTemplateText();
  const lang = useLang();
  const { done, total, left_ms } = props.progress ?? { done: 0, total: props.total, left_ms: null };
  const values = { done: done.toLocaleString(lang), total: total.toLocaleString(lang) };
  const words =
    left_ms === null ? t("progress", values) : t("left", { ...values, time: duration(left_ms, lang) });
  return (
    <div className={styles.progress}>
      <progress aria-label={t("progress", values)} max={Math.max(total, 1)} value={done} />
      <span role="status">{props.stopping ? t("stopping") : words}</span>
    </div>
  );
}

/** Seconds below two minutes, minutes above: a forecast is no more exact. */
function duration(ms: number, lang: string): string {
  const seconds = Math.ceil(Number(ms) / 1000);
  const [value, unit] = seconds < 120 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(value);
}
