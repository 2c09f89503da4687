import ChevronRight from "lucide-react/icons/chevron-right";
import { type ReactNode, useId, useState } from "react";
import { cx } from "../../../components/cx";
import styles from "./usable.module.css";

interface FoldProps {
  title: ReactNode;
  /** Said beside the title, folded or not. */
  summary?: ReactNode;
  /** Drawn, and asked for, once it is unfolded. */
  children: ReactNode;
}

/** A part below the form that is folded away until somebody wants to know. */
export function Fold({ title, summary, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  const list = useId();
  const head = useId();
  return (
    <section aria-labelledby={head} className={styles.usable}>
      <h2 id={head} className={styles.head}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight aria-hidden="true" className={cx(styles.chevron, open && styles.turned)} />
          {title}
          {summary && <span className={styles.dim}>{summary}</span>}
        </button>
      </h2>
      {open && <div id={list}>{children}</div>}
    </section>
  );
}
