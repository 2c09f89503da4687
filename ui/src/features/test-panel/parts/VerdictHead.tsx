import X from "lucide-react/icons/x";
import { useType } from "../../../api/catalog";
import type { Environment } from "../../../api/generated/types";
import { EnvBadge } from "../../../components/EnvBadge";
import { IconButton } from "../../../components/IconButton";
import { RelativeTime } from "../../../components/RelativeTime";
import { verdictStatus } from "../../../components/status";
import { VerdictDot } from "../../../components/VerdictDot";
import { duration } from "../duration";
import type { Run } from "../model/run";
import { useTestText } from "../strings";
import styles from "./panel.module.css";

type HeadProps = {
  run: Run | null;
  /** Absent where the tabs above say it. */
  env?: Environment;
  name: string;
  /** The tested values are not saved. */
  unsaved: boolean;
  /** The report is an earlier one. */
  old: boolean;
  onClose: () => void;
};

/** The outcome in one line, and what was tested how. */
export function VerdictHead({ run, env, name, unsaved, old, onClose }: HeadProps) {
  const t = useTestText();
  const report = run?.report;
  // A file on this computer has neither a route nor a sign-in.
  const local = useType(report?.type)?.local_only ?? false;
  const route =
    report && !local && (report.route === "direct" ? t("direct") : t("route", { route: report.route }));
  const passed = report?.verdict === "Connectable";
  const parts = [
    name || t("unnamed"),
    route,
    report && duration(report.ms, t),
    passed && !local && t(`depth.${report.depth}`),
    unsaved && !old && t("notSaved"),
  ];
  return (
    <header className={styles.head}>
      <div className={styles.verdict}>
        <h2 className={styles.title}>
          <span role="status">
            <Outcome run={run} />
          </span>
        </h2>
        {env && <EnvBadge env={env} />}
        <span className={styles.grow} />
        <IconButton small label={t("close")} icon={<X aria-hidden="true" />} onClick={onClose} />
      </div>
      <p className={styles.facts}>
        {parts.filter(Boolean).join(" · ")}
        {old && report && (
          <>
            {" · "}
            <RelativeTime at={report.started_at} focusable />
          </>
        )}
      </p>
    </header>
  );
}

function Outcome({ run }: { run: Run | null }) {
  const t = useTestText();
  if (!run) return t("title");
  if (run.phase === "refused") return t("refused");
  if (run.phase === "running") return <span className={styles.runningWord}>{t("running")}</span>;
  if (!run.report) return <VerdictDot status={verdictStatus("Cancelled")} />;
  const warning = run.stages.some((view) => view.status === "warning");
  return <VerdictDot status={verdictStatus(run.report.verdict, warning)} />;
}
