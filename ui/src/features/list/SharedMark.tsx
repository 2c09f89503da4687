import Share2 from "lucide-react/icons/share-2";
import type { SourceRow } from "../../api/generated/types";
import { useText } from "../../i18n";
import styles from "./Rows.module.css";

/** Where a row came from and what is allowed with it, or that others have it too. */
export function SharedMark({ row }: { row: SourceRow }) {
  const text = useText();
  const { shared } = row;
  if (shared) {
    const permission = text(`permission.${[shared.dev, shared.prod].includes("edit") ? "edit" : "read"}`);
    return (
      <span
        className={styles.shared}
        title={text("list.fromTitle", { workspace: shared.workspace, permission })}
      >
        <Share2 aria-hidden="true" />
        {text("list.from", { workspace: shared.workspace })} · {permission}
        {row.private_to !== null && ` · ${text("list.private")}`}
      </span>
    );
  }
  if (row.shares === 0) return null;
  return (
    <span className={styles.shared}>
      <Share2 aria-hidden="true" />
      {row.private_to === null ? text("list.sharedWith", { count: row.shares }) : text("list.private")}
    </span>
  );
}
