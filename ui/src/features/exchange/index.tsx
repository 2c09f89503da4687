import { useState } from "react";
import { useAppState } from "../../api/app";
import type { ImportChoice, ImportEvent, ImportReadResponse, ImportRow } from "../../api/generated/types";
import { useLongVerb, useVerb } from "../../api/verb";
import pageStyles from "../../app/Page.module.css";
import { usePageTitle } from "../../app/pages";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Problem } from "../../components/Problem";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import styles from "./exchange.module.css";
import { Result } from "./Result";
import { Notes, Rows } from "./Rows";
import { Start } from "./Start";
import { useExchangeText } from "./strings";

/** Import: what is read, what it would change, what is to be done with each, and what was done. */
export default function ImportPage() {
  const t = useExchangeText();
  usePageTitle(t("importTitle"));
  const state = useAppState().data;
  const read = useVerb("import.read");
  const [seen, setSeen] = useState<ImportReadResponse | null>(null);
  const workspace = state?.workspaces.find((one) => one.id === state.workspace);
  const again = () => {
    setSeen(null);
    read.reset();
  };
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <h1>{t("importTitle")}</h1>
        <span className={pageStyles.grow} />
        {seen && <Button onClick={again}>{t("another")}</Button>}
      </header>
      <div className={styles.scroll}>
        {workspace && !seen && (
          <Start
            standard={workspace.mode === "standard"}
            busy={read.isPending}
            error={read.error}
            onRead={(request) =>
              read.mutate({ ...request, workspace: workspace.id }, { onSuccess: (answer) => setSeen(answer) })
            }
          />
        )}
        {workspace && seen && <Decide seen={seen} place={workspace.name} onAgain={again} />}
      </div>
    </div>
  );
}

/** The diff, the choices, and carrying them out. */
function Decide({ seen, place, onAgain }: { seen: ImportReadResponse; place: string; onAgain: () => void }) {
  const t = useExchangeText();
  const apply = useLongVerb("import.apply");
  const [choices, setChoices] = useState<Record<number, ImportChoice>>({});
  const [typed, setTyped] = useState("");
  const [progress, setProgress] = useState<ImportEvent | null>(null);
  const choiceOf = (row: ImportRow) => choices[row.index] ?? row.choice;
  const open = seen.rows.filter((row) => choiceOf(row) === null).length;
  const locked = seen.rows.filter((row) => row.locked && choiceOf(row) === "replace");
  const wanted = locked.length === 1 ? (locked[0]?.name ?? place) : place;
  const ready = open === 0 && (locked.length === 0 || typed === wanted);
  const differing = seen.rows.filter((row) => row.status === "changed" || row.status === "conflict");
  const chooseAll = (choice: ImportChoice) =>
    setChoices((before) => ({
      ...before,
      ...Object.fromEntries(
        differing.filter((row) => row.choices.includes(choice)).map((row) => [row.index, choice]),
      ),
    }));
  if (apply.data) return <Result done={apply.data} onAgain={onAgain} />;
  if (seen.rows.length === 0) {
    return (
      <EmptyState title={t("nothing")} actions={<Button onClick={onAgain}>{t("another")}</Button>}>
        <Notes notes={seen.notes} />
      </EmptyState>
    );
  }
  const submit = () =>
    apply.mutate({
      request: {
        ticket: seen.ticket,
        choices: Object.entries(choices).map(([index, choice]) => ({ index: Number(index), choice })),
        ...(locked.length > 0 && { typed_name: typed }),
      },
      options: {
        onEvent: (event) => {
          const told = event as Partial<ImportEvent> | null;
          if (typeof told?.done === "number") setProgress(told as ImportEvent);
        },
      },
    });
  return (
    <>
      <Notes notes={seen.notes} />
      {differing.length > 1 && (
        <Select<ImportChoice>
          className={styles.all}
          label={t("all")}
          value={null}
          placeholder={t("choose")}
          onChange={chooseAll}
          options={(["skip", "replace", "keep_both"] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      <Rows
        rows={seen.rows}
        choiceOf={choiceOf}
        onChoose={(row, choice) => setChoices((before) => ({ ...before, [row.index]: choice }))}
      />
      {locked.length > 0 && (
        <TextField
          mono
          className={styles.typed}
          label={t("typed")}
          help={t("locked", { name: wanted })}
          value={typed}
          onChange={setTyped}
        />
      )}
      <Problem error={apply.error} />
      <div className={styles.actions}>
        <Button variant="primary" busy={apply.isPending} disabled={!ready} onClick={submit}>
          {t("import")}
        </Button>
        <span role="status" className={styles.quiet}>
          {open > 0 && t("open", { count: open })}
          {apply.isPending && progress && t("progress", { done: progress.done, total: progress.total })}
        </span>
      </div>
    </>
  );
}
