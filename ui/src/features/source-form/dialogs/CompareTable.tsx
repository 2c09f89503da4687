import Equal from "lucide-react/icons/equal";
import EqualNot from "lucide-react/icons/equal-not";
import Lock from "lucide-react/icons/lock";
import { useState } from "react";
import { words } from "../../../api/words";
import { cx } from "../../../components/cx";
import { EnvBadge } from "../../../components/EnvBadge";
import { Switch } from "../../../components/Switch";
import { useText } from "../../../i18n";
import { type Cell, type CompareRow, compareRows } from "../model/compare";
import type { Form, Frame } from "../model/types";
import { useFormText } from "../strings";
import styles from "./compare.module.css";

/** Every property of both sides; what differs is marked by a sign and a word, not by colour alone. */
export function CompareTable({ form, frame }: { form: Form; frame: Frame }) {
  const t = useFormText();
  const [only, setOnly] = useState(false);
  const rows = compareRows(form, frame, { en: t("mode.label"), "zh-CN": t("mode.label") });
  const differing = rows.filter((row) => row.differs);
  const shown = only ? differing : rows;
  return (
    <div className={styles.compare}>
      <div className={styles.bar}>
        <p>
          <strong>
            {differing.length ? t("compare.summary", { count: differing.length }) : t("compare.same")}
          </strong>{" "}
          {differing.length > 0 && (
            <span className={styles.dim}>{t("compare.of", { count: rows.length })}</span>
          )}
        </p>
        {differing.length > 0 && <Switch label={t("compare.only")} checked={only} onChange={setOnly} />}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("compare.property")}</th>
            <th scope="col">
              <EnvBadge env="dev" />
            </th>
            <th scope="col">
              <EnvBadge env="prod" />
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <p className={styles.dim}>{t("compare.secrets")}</p>
    </div>
  );
}

function Row({ row }: { row: CompareRow }) {
  const t = useFormText();
  const Sign = row.differs ? EqualNot : row.compared ? Equal : Lock;
  return (
    <tr className={cx(row.differs && styles.differs)}>
      <th scope="row">
        <Sign aria-hidden="true" className={styles.sign} />
        {words(row.label)}
        {row.differs && <span className="sr-only"> ({t("compare.differs")})</span>}
        {!row.compared && <small className={styles.dim}> {t("compare.notCompared")}</small>}
      </th>
      <td>
        <Value cell={row.dev} />
      </td>
      <td>
        <Value cell={row.prod} />
      </td>
    </tr>
  );
}

function Value({ cell }: { cell: Cell }) {
  const t = useFormText();
  const text = useText();
  switch (cell.is) {
    case "absent":
      return <span className={styles.dim}>{t("compare.none")}</span>;
    case "text":
      return <code className={styles.value}>{cell.text}</code>;
    case "words":
      return words(cell.text);
    case "switch":
      return t(cell.on ? "compare.on" : "compare.off");
    case "secret":
      return (
        <span className={styles.dim}>
          {cell.state === "from"
            ? t("secret.from", { env: text("env.dev") })
            : t(`secret.${cell.state}`, { env: "" })}
        </span>
      );
  }
}
