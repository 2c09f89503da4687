import FlaskConical from "lucide-react/icons/flask-conical";
import Shield from "lucide-react/icons/shield";
import type { Environment } from "../api/generated/types";
import { useText } from "../i18n";
import { cx } from "./cx";
import styles from "./Small.module.css";

/** An environment as shape, icon and word: development quiet, production unmistakable. */
export function EnvBadge({ env }: { env: Environment }) {
  const text = useText();
  const Icon = env === "dev" ? FlaskConical : Shield;
  return (
    <span className={cx(styles.env, styles[env])}>
      <Icon aria-hidden="true" />
      {text(`env.${env}`)}
    </span>
  );
}
