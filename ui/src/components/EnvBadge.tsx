import FlaskConical from "lucide-react/icons/flask-conical";
import Lock from "lucide-react/icons/lock";
import Shield from "lucide-react/icons/shield";
import { type ReactNode, useContext } from "react";
import type { Environment } from "../api/generated/types";
import { useText } from "../i18n";
import { cx } from "./cx";
import { ProdLocked } from "./locked";
import styles from "./Small.module.css";

interface EnvBadgeProps {
  env: Environment;
  /** Words around the environment's own; absent: its name alone. */
  children?: ReactNode;
}

/** An environment as shape, icon and word: development quiet, production unmistakable, and whether it is locked. */
export function EnvBadge({ env, children }: EnvBadgeProps) {
  const text = useText();
  const locked = useContext(ProdLocked) && env === "prod";
  const Icon = env === "dev" ? FlaskConical : Shield;
  return (
    <span className={cx(styles.env, styles[env])}>
      <Icon aria-hidden="true" />
      <span>
        {children ?? text(`env.${env}`)}
        {locked && <span className="sr-only"> ({text("env.locked")})</span>}
      </span>
      {locked && <Lock aria-hidden="true" className={styles.lock} />}
    </span>
  );
}
