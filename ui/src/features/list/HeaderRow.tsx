import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import type { ReactNode } from "react";
import type { Environment, SortKey } from "../../api/generated/types";
import { cx } from "../../components/cx";
import { EnvBadge } from "../../components/EnvBadge";
import { useText } from "../../i18n";
import type { ListFilterInUse } from "./filter";
import styles from "./Rows.module.css";

interface HeaderRowProps {
  filter: ListFilterInUse;
  sides: Environment[];
  /** How many rows are chosen, of how many. */
  chosen?: number;
  total?: number;
  /** Chooses all or none; absent: there is nothing to choose yet. */
  onChooseAll?: (on: boolean) => void;
}

/** Column heads; those that sort are buttons. */
export function HeaderRow({ filter, sides, chosen = 0, total = 0, onChooseAll }: HeaderRowProps) {
  const text = useText();
  return (
    <div role="row" aria-rowindex={1} tabIndex={-1} className={cx(styles.row, styles.head)}>
      <div role="columnheader" className={styles.pick}>
        {onChooseAll && (
          <label>
            <input
              type="checkbox"
              aria-label={text("list.selectAll", { count: total })}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && chosen < total;
              }}
              checked={chosen > 0 && chosen === total}
              onChange={() => onChooseAll(chosen === 0)}
            />
          </label>
        )}
      </div>
      <SortHead by="name" filter={filter} className={styles.name} />
      <SortHead by="type" filter={filter} className={styles.type} />
      {sides.map((env) => (
        <SortHead key={env} by={`${env}_state`} filter={filter} className={styles.side}>
          <EnvBadge env={env} />
        </SortHead>
      ))}
      <SortHead by="modified" filter={filter} className={styles.modified} />
      <div role="columnheader" className={styles.actions}>
        <span className="sr-only">{text("list.actions")}</span>
      </div>
    </div>
  );
}

interface SortHeadProps {
  by: SortKey;
  filter: ListFilterInUse;
  className?: string;
  /** What is written; absent: the name of the order. */
  children?: ReactNode;
}

function SortHead({ by, filter, className, children }: SortHeadProps) {
  const text = useText();
  const { sort, descending } = filter.filter;
  const Arrow = descending ? ArrowDown : ArrowUp;
  const order = sort !== by ? "none" : descending ? "descending" : "ascending";
  return (
    <div role="columnheader" aria-sort={order} className={className}>
      <button type="button" className={styles.sort} onClick={() => filter.sort(by)}>
        {children ?? text(`list.${by}`)}
        {sort === by && <Arrow aria-hidden="true" />}
      </button>
      {/* Where the button has no room: the column is still there. */}
      {!children && <span className={cx("sr-only", styles.narrowHead)}>{text(`list.${by}`)}</span>}
    </div>
  );
}
