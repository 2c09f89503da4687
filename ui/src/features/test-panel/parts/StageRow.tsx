import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import CircleDot from "lucide-react/icons/circle-dot";
import Minus from "lucide-react/icons/minus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import type { Finding } from "../../../api/generated/types";
import { useWords } from "../../../api/words";
import { cx } from "../../../components/cx";
import { duration } from "../duration";
import { useFindings } from "../hooks/useFindings";
import type { StageView } from "../model/run";
import { useTestText } from "../strings";
import styles from "./panel.module.css";

const ICONS = {
  ok: Check,
  warning: TriangleAlert,
  failed: X,
  skipped: Minus,
  planned: Circle,
  running: CircleDot,
} as const;

type StageProps = {
  view: StageView;
  /** Length of the time axis, and how long a running stage has taken, in milliseconds. */
  length: number;
  elapsed: number;
  /** The finding that the advice below tells. */
  told?: Finding;
};

/** One stage: how it ended, what it saw, when and for how long. */
export function StageRow({ view, length, elapsed, told }: StageProps) {
  const t = useTestText();
  const { stage } = useWords();
  const { line } = useFindings();
  const Icon = ICONS[view.status];
  const reached = view.status !== "skipped" && view.status !== "planned";
  const ms = view.status === "running" ? elapsed : view.ms;
  const begin = ((view.offset ?? 0) / length) * 100;
  const width = (ms / length) * 100;
  const lines: { text: string; level?: string }[] = view.findings
    .filter((finding) => finding !== told)
    .map((finding) => ({ text: line(finding), level: finding.level }));
  if (view.status === "running") lines.push({ text: t("inProgress") });
  return (
    <li className={cx(styles.stage, styles[view.status])}>
      <Icon aria-hidden="true" className={styles.icon} />
      <span className={styles.name}>
        {stage(view.stage)}
        <span className="sr-only">: {t(`status.${view.status}`)}</span>
      </span>
      {reached ? (
        <div className={styles.track} aria-hidden="true">
          <i
            className={styles.bar}
            style={{ left: `min(${begin}%, 100% - 3px)`, width: `max(3px, ${width}%)` }}
          />
        </div>
      ) : (
        <span className={styles.unreached} aria-hidden="true">
          {t(view.status === "planned" ? "waiting" : "notReached")}
        </span>
      )}
      <span className={styles.ms}>{reached ? duration(ms, t) : "–"}</span>
      {lines.length > 0 && (
        <div className={styles.lines}>
          {lines.map(({ level, text }) => (
            <span key={text} className={cx(styles.line, level && styles[level])}>
              {text}
            </span>
          ))}
        </div>
      )}
    </li>
  );
}
