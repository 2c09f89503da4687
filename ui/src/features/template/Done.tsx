import type { ImportOutcome, TemplateDone, TemplateLoadResponse } from "../../api/generated/types";
import { PAGES, useGo } from "../../app/pages";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Counts } from "../../components/Counts";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { Refusal } from "../../components/Refusal";
import { Table } from "../../components/Table";
import { SaveRows } from "./SaveRows";
import { useTemplateText } from "./strings";
import styles from "./template.module.css";

const OUTCOMES: ImportOutcome[] = ["created", "replaced", "same", "skipped", "failed", "not_reached"];
/** Rows that a person can take in; the sheet with the results has all. */
const SHOWN = 200;

interface DoneProps {
  done: TemplateLoadResponse;
  ticket: string;
  file: string;
  /** Reads the same sheet again: what was loaded is the same by then. */
  onRest: () => void;
  onAgain: () => void;
}

/** What became of every row, and what to do with the sheet now. */
export function Done({ done, ticket, file, onRest, onAgain }: DoneProps) {
  const t = useTemplateText();
  const go = useGo();
  const count = (outcome: ImportOutcome) =>
    new Set(done.rows.filter((row) => row.outcome === outcome).map((row) => row.name)).size;
  const told = done.rows.filter((row) => row.error !== null).slice(0, SHOWN);
  return (
    <section className={styles.start} aria-live="polite" aria-label={t("result")}>
      <h2>{t("result")}</h2>
      <Counts counts={OUTCOMES.map((outcome) => [outcome, count(outcome), t(outcome)])} />
      {done.secrets && (
        <Banner tone="warn" title={t("deleteTitle", { file })}>
          {t("deleteText")}
        </Banner>
      )}
      {told.length > 0 && (
        <Table heads={[t("row"), t("name"), t("why")]}>
          {told.map((row) => (
            <Failed key={row.row} row={row} />
          ))}
        </Table>
      )}
      <div className={styles.actions}>
        {count("not_reached") > 0 && (
          <Button variant="primary" onClick={onRest}>
            {t("again")}
          </Button>
        )}
        <Button variant={count("not_reached") > 0 ? "default" : "primary"} onClick={() => go(PAGES.list)}>
          {t("back")}
        </Button>
        <SaveRows ticket={ticket} label={t("results")} />
        <Button onClick={onAgain}>{t("another")}</Button>
      </div>
    </section>
  );
}

function Failed({ row }: { row: TemplateDone }) {
  return (
    <tr>
      <th scope="row">{row.row}</th>
      <td>
        <Given>{row.name}</Given> {row.env && <EnvBadge env={row.env} />}
      </td>
      <td>{row.error && <Refusal error={row.error} />}</td>
    </tr>
  );
}
