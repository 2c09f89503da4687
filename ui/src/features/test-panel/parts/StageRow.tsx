import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import CircleDot from "lucide-react/icons/circle-dot";
import Minus from "lucide-react/icons/minus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import { useWords } from "../../../api/words";
import { cx } from "../../../components/cx";
import { number } from "../duration";
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

/** One stage: how it ended, what it saw, when and for how long. */
export function StageRow({ view, length, elapsed }: { view: StageView; length: number; elapsed: number }) {
  const t = useTestText();
  const { stage } = useWords();
  const { line } = useFindings();
  const Icon = ICONS[view.status];
  const reached = view.status !== "skipped" && view.status !== "planned";
  const ms = view.status === "running" ? elapsed : view.ms;
  const begin = ((view.offset ?? 0) / length) * 100;
  const width = (ms / length) * 100;
  return (
    <li className={cx(styles.stage, styles[view.status])}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.what}>
        <span className={styles.name}>
          {stage(view.stage)}
          <span className="sr-only">: {t(`status.${view.status}`)}</span>
        </span>
        {!reached && (
          <span className={styles.line}>{t(view.status === "planned" ? "waiting" : "notReached")}</span>
        )}
        {view.status === "running" && <span className={styles.line}>{t("inProgress")}</span>}
        {view.findings.map((finding, index) => (
          <span key={`${finding.code} ${index}`} className={cx(styles.line, styles[finding.level])}>
            {line(finding)}
          </span>
        ))}
      </div>
      <div className={styles.track} aria-hidden="true">
        {reached && (
          <i
            className={styles.bar}
            style={{ left: `min(${begin}%, 100% - 3px)`, width: `max(3px, ${width}%)` }}
          />
        )}
      </div>
      <span className={styles.ms}>
        {reached ? number(ms) : "–"}
        {reached && <span className="sr-only"> ms</span>}
      </span>
    </li>
  );
}
