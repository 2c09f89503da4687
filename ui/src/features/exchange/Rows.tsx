import { useState } from "react";
import type { Environment, ImportChoice, ImportNote, ImportRow, ImportSide } from "../../api/generated/types";
import { words } from "../../api/words";
import { Button } from "../../components/Button";
import { Changes } from "../../components/Changes";
import { EnvBadge } from "../../components/EnvBadge";
import { Select } from "../../components/Select";
import styles from "./exchange.module.css";
import { useExchangeText } from "./strings";

/** Rows drawn at a time. */
const PAGE = 100;

interface RowsProps {
  rows: ImportRow[];
  choiceOf: (row: ImportRow) => ImportChoice | null;
  onChoose: (row: ImportRow, choice: ImportChoice) => void;
}

/** What an import would change, one row a data source. */
export function Rows({ rows, choiceOf, onChoose }: RowsProps) {
  const t = useExchangeText();
  const [shown, setShown] = useState(PAGE);
  const left = rows.length - shown;
  return (
    <>
      <table className={styles.rows}>
        <thead>
          <tr>
            <th>{t("status")}</th>
            <th>{t("name")}</th>
            <th>{t("changes")}</th>
            <th>{t("what")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.index} data-status={row.status}>
              <td>
                <span className={styles.status} data-status={row.status}>
                  {t(row.status)}
                </span>
              </td>
              <td>
                <b>{row.name}</b>
                <div className={styles.quiet}>{row.type}</div>
                {row.given_name && <div className={styles.quiet}>{t("given", { name: row.given_name })}</div>}
              </td>
              <td>
                <RowChanges row={row} />
              </td>
              <td className={styles.what}>
                <Select<ImportChoice>
                  hideLabel
                  label={`${t("what")}: ${row.name}`}
                  value={choiceOf(row)}
                  placeholder={t("choose")}
                  onChange={(choice) => onChoose(row, choice)}
                  options={row.choices.map((value) => ({
                    value,
                    label: value === "replace" && row.status === "new" ? t("take") : t(value),
                  }))}
                />
                {choiceOf(row) === "keep_both" && (
                  <div className={styles.quiet}>{t("asName", { name: row.free_name })}</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button onClick={() => setShown(shown + PAGE)}>{t("more", { count: Math.min(PAGE, left) })}</Button>
      )}
    </>
  );
}

function RowChanges({ row }: { row: ImportRow }) {
  return (
    <div className={styles.changes}>
      <Changes changes={row.fields} />
      {row.sides.map((side) => (
        <Side key={side.env} side={side} />
      ))}
      <Notes notes={row.notes} />
    </div>
  );
}

function Side({ side }: { side: ImportSide }) {
  const t = useExchangeText();
  const facts: [keyof ImportSide & ("secrets_set" | "secrets_kept" | "apart" | "missing"), string][] = [
    ["secrets_set", t("secretSet")],
    ["secrets_kept", t("secretKept")],
    ["apart", t("apart")],
    ["missing", t("missing")],
  ];
  return (
    <section className={styles.side}>
      <div>
        <EnvBadge env={side.env as Environment} />{" "}
        <span className={styles.status} data-status={side.status}>
          {t(side.status)}
        </span>
      </div>
      <Changes changes={side.fields} />
      {facts.map(
        ([key, label]) =>
          side[key].length > 0 && (
            <div key={key} className={styles.quiet}>
              {label}: <code>{side[key].join(", ")}</code>
            </div>
          ),
      )}
      {Object.entries(side.fetched).map(([slot, source]) => (
        <div key={slot} className={styles.quiet}>
          <code>
            {slot} ← {JSON.stringify(source)}
          </code>
        </div>
      ))}
      {side.confirm && <div className={styles.caution}>{t("confirm")}</div>}
    </section>
  );
}

export function Notes({ notes }: { notes: ImportNote[] }) {
  return notes.map((note) => (
    <div key={`${note.text.en} ${note.about.join()}`} className={styles.caution}>
      {note.about.length > 0 && <code>{note.about.join(", ")} </code>}
      {words(note.text)}
    </div>
  ));
}
