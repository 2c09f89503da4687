import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  icon?: ReactNode;
  /** Something went wrong. */
  bad?: boolean;
  /** One sentence. */
  title: ReactNode;
  children?: ReactNode;
  /** What to do next; the primary one first. */
  actions?: ReactNode;
}

export function EmptyState({ icon, bad, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon && (
        <div className={cx(styles.icon, bad && styles.bad)} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
