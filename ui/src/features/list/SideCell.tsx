import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { Environment, RowSide } from "../../api/generated/types";
import type { WordsInUse } from "../../api/words";
import { cx } from "../../components/cx";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { isAbsent, sideStatus } from "../../components/status";
import { VerdictDot } from "../../components/VerdictDot";
import { useText } from "../../i18n";
import styles from "./Rows.module.css";

const PATH = /^(\/|~|[A-Za-z]:\\)/;

interface SideCellProps {
  /** Null: not shared with this workspace. */
  side: RowSide | null;
  env: Environment;
  words: WordsInUse;
  /** The row has the grid's one tab stop. */
  tabStop: boolean;
  /** Opens the form at this side; absent: the role in use may not. */
  onComplete?: () => void;
}

/** State of one side above, and below what matters most about it: what is missing, what failed, else the address. */
export function SideCell({ side, env, words, tabStop, onComplete }: SideCellProps) {
  const text = useText();
  if (side === null) {
    return (
      <div role="gridcell" className={styles.side}>
        <span className={styles.envInCell}>
          <EnvBadge env={env} />
        </span>
        <span className={styles.notShared}>{text("list.notShared")}</span>
      </div>
    );
  }
  const finding = side.last_test?.finding;
  const failed = finding && side.state === "failing" ? words.finding(finding) : "";
  const warned = side.state === "connectable" && side.last_test?.warning === true;
  const missing = side.state === "incomplete" && side.missing > 0;
  const address = !missing && failed === "";
  const line = missing ? text("list.missing", { count: side.missing }) : failed || side.summary;
  return (
    <div role="gridcell" className={styles.side}>
      <span className={styles.envInCell}>
        <EnvBadge env={env} />
      </span>
      <span className={styles.verdict}>
        <VerdictDot status={sideStatus(side)} />
        {warned && (
          <span className={styles.warned} title={finding ? words.finding(finding) : undefined}>
            <TriangleAlert aria-hidden="true" />
            {text("list.warning")}
          </span>
        )}
      </span>
      {isAbsent(side) && onComplete ? (
        <small>
          <button type="button" tabIndex={tabStop ? 0 : -1} className={styles.complete} onClick={onComplete}>
            {text("list.complete", { env: text(`env.${env}`) })}
          </button>
        </small>
      ) : address && PATH.test(line) ? (
        <PathLine path={line} />
      ) : (
        <small className={cx(address && styles.mono)} title={line}>
          <Given>{line}</Given>
        </small>
      )}
    </div>
  );
}

/** A path that has no room is cut in the middle: of its end nothing is lost before all else is. */
function PathLine({ path }: { path: string }) {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return (
    <small className={cx(styles.mono, styles.path)} title={path}>
      {at > 0 && (
        <span>
          <Given>{path.slice(0, at)}</Given>
        </span>
      )}
      <span>
        <Given>{path.slice(Math.max(at, 0))}</Given>
      </span>
    </small>
  );
}
