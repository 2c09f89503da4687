import type { BulkPlanRow, BulkPreview } from "../../api/generated/types";
import { Banner } from "../../components/Banner";
import { Changes } from "../../components/Changes";
import { Given } from "../../components/Given";
import { Refusal } from "../../components/Refusal";
import { Table } from "../../components/Table";
import styles from "./bulk.module.css";
import type { What } from "./model";
import { useBulkText } from "./strings";

/** What would happen to each; nothing has happened yet. */
export function Preview({ what, preview }: { what: What; preview: BulkPreview }) {
  const t = useBulkText();
  const { changed, same, refused, rows, typed_name, undoable } = preview;
  const shown = rows.filter(({ outcome }) => outcome !== "same");
  const rest = changed + refused - shown.length;
  const will = what === "test" ? "willTest" : "willChange";
  const counts = [
    changed > 0 && t(will, { count: changed }),
    same > 0 && t("asItIs", { count: same }),
    refused > 0 && t("cannot", { count: refused }),
  ].filter((each) => each !== false);
  return (
    <>
      <p role="status" className={styles.counts}>
        {counts.join(" · ") || t("nothing")}
      </p>
      {changed > 0 && typed_name !== null && <Banner tone="warn" title={t("locked", { name: typed_name })} />}
      {shown.length > 0 && (
        <Table heads={[t("name"), t("what")]}>
          {shown.map((row) => (
            <PlanRow key={row.id} row={row} />
          ))}
        </Table>
      )}
      {rest > 0 && <p className={styles.quiet}>{t("rest", { count: rest })}</p>}
      {changed > 0 && what !== "test" && (
        <p className={styles.quiet}>{t(undoable ? "undoable" : "noUndo")}</p>
      )}
    </>
  );
}

function PlanRow({ row }: { row: BulkPlanRow }) {
  const t = useBulkText();
  return (
    <tr>
      <th scope="row">
        <Given>{row.name}</Given>
      </th>
      <td>
        <Changes changes={row.changes} />
        {row.confirm.length > 0 && <span className={styles.warn}>{t("confirm")}</span>}
        {row.error && <Refusal error={row.error} />}
      </td>
    </tr>
  );
}
