import Check from "lucide-react/icons/check";
import CircleAlert from "lucide-react/icons/circle-alert";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { DoctorItem } from "../../api/generated/types";
import { words } from "../../api/words";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import styles from "./Settings.module.css";
import { useText } from "./strings";

const ICONS = { ok: Check, warning: TriangleAlert, failed: CircleAlert };
const NAMED = ["data_folder", "database", "backups", "keychain", "journal", "secrets", "orphans"] as const;

interface DoctorRowProps {
  item: DoctorItem;
  busy: boolean;
  onFix: () => void;
}

/** One check: what it looked at, how it is, what was found and what to do. */
export function DoctorRow({ item, busy, onFix }: DoctorRowProps) {
  const text = useText();
  const Icon = ICONS[item.status];
  const known = NAMED.find((id) => id === item.id);
  return (
    <div className={styles.check}>
      <Icon aria-hidden="true" className={cx(styles.icon, styles[item.status])} />
      <div className={styles.words}>
        <h3>
          {known ? text(`item.${known}`) : item.id}{" "}
          <span className={cx(styles.status, styles[item.status])}>{text(`status.${item.status}`)}</span>
        </h3>
        <p className={styles.quiet}>{words(item.text, item.params)}</p>
        {item.remedy && <p>{words(item.remedy, item.params)}</p>}
      </div>
      {item.fixable && (
        <Button small busy={busy} onClick={onFix}>
          {text(item.id === "orphans" ? "orphans" : "fix")}
        </Button>
      )}
    </div>
  );
}
