import { Fragment, type ReactNode } from "react";
import { useElapsed } from "../hooks/useElapsed";
import { axis, decisive, type Run } from "../model/run";
import { useTestText } from "../strings";
import styles from "./panel.module.css";
import { StageRow } from "./StageRow";

/** The stages on one time axis; the advice stands behind the stage that it is about. */
export function Waterfall({ run, advice }: { run: Run; advice: ReactNode }) {
  const t = useTestText();
  const running = run.stages.find((view) => view.status === "running");
  const elapsed = useElapsed(running ? running.stage : null);
  const length = axis(run.stages, elapsed);
  const about = advice ? decisive(run.stages) : null;
  return (
    <ol className={styles.stages} aria-label={t("stages")}>
      {run.stages.map((view) => (
        <Fragment key={view.stage}>
          <StageRow
            view={view}
            length={length}
            elapsed={elapsed}
            told={view.stage === about?.stage ? about.finding : undefined}
          />
          {view.stage === about?.stage && <li className={styles.adviceRow}>{advice}</li>}
        </Fragment>
      ))}
    </ol>
  );
}
