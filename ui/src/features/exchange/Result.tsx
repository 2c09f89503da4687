import type { ImportApplyResponse, ImportOutcome } from "../../api/generated/types";
import { PAGES, useGo } from "../../app/pages";
import { Button } from "../../components/Button";
import { Counts } from "../../components/Counts";
import { Problem } from "../../components/Problem";
import styles from "./exchange.module.css";
import { useExchangeText } from "./strings";

const OUTCOMES: ImportOutcome[] = ["created", "replaced", "same", "skipped", "failed", "not_reached"];

/** What an import did. */
export function Result({ done, onAgain }: { done: ImportApplyResponse; onAgain: () => void }) {
  const t = useExchangeText();
  const go = useGo();
  const count = (outcome: ImportOutcome) => done.rows.filter((row) => row.outcome === outcome).length;
  const told = done.rows.filter((row) => row.error !== null);
  return (
    <section className={styles.result} aria-label={t("result")}>
      <h2>{t("result")}</h2>
      <Counts counts={OUTCOMES.map((outcome) => [outcome, count(outcome), t(outcome)])} />
      {told.slice(0, 50).map(
        (row) =>
          row.error && (
            <div key={row.index}>
              <b>{row.name}</b>
              <Problem error={row.error} />
            </div>
          ),
      )}
      <div className={styles.actions}>
        <Button variant="primary" onClick={() => go(PAGES.list)}>
          {t("back")}
        </Button>
        <Button onClick={onAgain}>{t("another")}</Button>
      </div>
    </section>
  );
}
