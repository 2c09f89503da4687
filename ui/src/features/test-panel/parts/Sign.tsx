import Check from "lucide-react/icons/check";
import LoaderCircle from "lucide-react/icons/loader-circle";
import Minus from "lucide-react/icons/minus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import { cx } from "../../../components/cx";
import type { Tone } from "../../../components/status";
import styles from "./panel.module.css";

const SIGNS = { ok: Check, warn: TriangleAlert, bad: X, idle: Minus, running: LoaderCircle } as const;

/** A verdict as a sign, where there is no room for its word. */
export function Sign({ tone, word }: { tone: Tone | "running"; word: string }) {
  const Icon = SIGNS[tone];
  return (
    <span className={cx(styles.sign, styles[`sign-${tone}`])} title={word}>
      <Icon aria-hidden="true" />
      <span className="sr-only">{word}</span>
    </span>
  );
}
