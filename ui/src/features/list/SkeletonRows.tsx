import type { Environment } from "../../api/generated/types";
import { cx } from "../../components/cx";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
import type { ListFilterInUse } from "./filter";
import { HeaderRow } from "./HeaderRow";
import styles from "./Rows.module.css";

const COUNT = 8;

/** The list before its first answer, in the layout of the real one. */
export function SkeletonRows({ sides, filter }: { sides: Environment[]; filter: ListFilterInUse }) {
  const text = useText();
  return (
    <div
      className={styles.grid}
      data-sides={sides.length}
      role="grid"
      aria-busy="true"
      aria-label={text("nav.loading")}
    >
      <HeaderRow filter={filter} sides={sides} />
      {Array.from({ length: COUNT }, (_, index) => (
        <SkeletonRow key={index} sides={sides.length} />
      ))}
    </div>
  );
}

export function SkeletonRow({ sides }: { sides: number }) {
  return (
    <div aria-hidden="true" className={cx(styles.row, styles.loading)}>
      <span className={styles.pick} />
      <Lines className={styles.name} widths={["38%", "62%"]} />
      <Lines className={styles.type} widths={[72]} />
      {Array.from({ length: sides }, (_, index) => (
        <Lines key={index} className={styles.side} widths={["46%", "74%"]} />
      ))}
      <Lines className={styles.modified} widths={[64]} />
      <span className={styles.actions} />
    </div>
  );
}

function Lines({ className, widths }: { className?: string; widths: (string | number)[] }) {
  return (
    <span className={cx(className, styles.lines)}>
      {widths.map((width, line) => (
        <Skeleton key={width} width={width} height={line === 0 ? 12 : 9} />
      ))}
    </span>
  );
}
