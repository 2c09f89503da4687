import CircleAlert from "lucide-react/icons/circle-alert";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import styles from "./Banner.module.css";
import { cx } from "./cx";

interface BannerProps {
  tone?: "info" | "warn" | "bad";
  title: ReactNode;
  children?: ReactNode;
  /** Buttons, the likeliest first. */
  actions?: ReactNode;
  /** Along the top of a page: no border but the lower one. */
  strip?: boolean;
}

const ICONS = { info: Info, warn: TriangleAlert, bad: CircleAlert };

/** Something to know that stays until it is no longer so. */
export function Banner({ tone = "info", title, children, actions, strip }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cx(styles.banner, styles[tone], strip && styles.strip)}
    >
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <strong>{title}</strong>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
