import type { Environment, RowSide } from "../../api/generated/types";
import type { WordsInUse } from "../../api/words";
import { cx } from "../../components/cx";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { sideStatus } from "../../components/status";
import { VerdictDot } from "../../components/VerdictDot";
import { useText } from "../../i18n";
import styles from "./Rows.module.css";

const PATH = /^(\/|~|[A-Za-z]:\\)/;

interface SideCellProps {
  side: RowSide;
  env: Environment;
  words: WordsInUse;
}

/** State of one side above, and below what matters most about it: what is missing, what failed, or the address. */
export function SideCell({ side, env, words }: SideCellProps) {
  const text = useText();
  const finding = side.last_test?.finding;
  const telling = finding && (side.state === "failing" || side.last_test?.warning);
  const said = telling ? words.finding(finding) : "";
  const missing = side.state === "incomplete" && side.missing > 0;
  const address = !missing && said === "";
  const line = missing ? text("list.missing", { count: side.missing }) : said || side.summary;
  return (
    <div role="gridcell" className={styles.side}>
      <span className={styles.envInCell}>
        <EnvBadge env={env} />
      </span>
      <VerdictDot status={sideStatus(side)} />
      <small className={cx(address && styles.mono, address && PATH.test(line) && styles.path)} title={line}>
        <Given>{line}</Given>
      </small>
    </div>
  );
}
