import { useText } from "../i18n";
import { cx } from "./cx";
import { RelativeTime } from "./RelativeTime";
import styles from "./Small.module.css";
import type { Status } from "./status";

/** A state or verdict as dot, word and age. `verdictStatus` and `sideStatus` make a `Status`. */
export function VerdictDot({ status }: { status: Status }) {
  const text = useText();
  return (
    <span className={cx(styles.status, styles[status.tone])}>
      <span className={styles.word}>
        <span className={styles.dot} aria-hidden="true" />
        <span>{text(status.word)}</span>
      </span>
      {status.at && (
        <span className={styles.age}>
          <RelativeTime at={status.at} age />
        </span>
      )}
    </span>
  );
}
