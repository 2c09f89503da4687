import Copy from "lucide-react/icons/copy";
import RotateCw from "lucide-react/icons/rotate-cw";
import { useState } from "react";
import type { Environment, TestReport } from "../../../api/generated/types";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { ErrorState } from "../../../components/ErrorState";
import { Skeleton } from "../../../components/Skeleton";
import { ApiError } from "../../../platform";
import { useReportCopy } from "../hooks/useReportCopy";
import { decisive, finished, type Run } from "../model/run";
import { useTestText } from "../strings";
import { AdviceCard } from "./AdviceCard";
import { History } from "./History";
import styles from "./panel.module.css";
import { VerdictHead } from "./VerdictHead";
import { Waterfall } from "./Waterfall";

export type OneTestProps = {
  id: string | null;
  name: string;
  typeId: string;
  env: Environment;
  modeId: string | undefined;
  run: Run | null;
  /** Waiting for secrets that were not given. */
  asked: boolean;
  /** Tabs above say which side it is. */
  tabbed: boolean;
  unsaved: boolean;
  changed: boolean;
  onCancel: () => void;
  onAgain: () => void;
  /** Tests again, and agrees that the stored secrets go to this target. */
  onConfirm: (target: string) => void;
  onClose: () => void;
  onFix?: (fix: { property: string; value: string }, env: Environment) => void;
  onField?: (property: string, env: Environment) => void;
  onOpen?: (property: string, env: Environment) => void;
};

/** The test of one side: verdict, stages, advice, history. */
export function OneTest(props: OneTestProps) {
  const { id, env, run } = props;
  const t = useTestText();
  const [earlier, setEarlier] = useState<TestReport | null>(null);
  const shown = earlier ? finished(earlier) : run;
  const copy = useReportCopy(shown?.report ?? null);
  const told = shown && shown.phase !== "running" ? decisive(shown.stages) : null;
  const running = run?.phase === "running" && !earlier;
  return (
    <>
      <VerdictHead
        run={shown}
        env={props.tabbed ? undefined : env}
        name={props.name}
        unsaved={props.unsaved}
        old={earlier !== null}
        onClose={props.onClose}
      />
      <div className={styles.body}>
        {earlier && (
          <Banner
            strip
            title={t("old")}
            actions={
              <Button small onClick={() => setEarlier(null)}>
                {t("latest")}
              </Button>
            }
          />
        )}
        {props.changed && !running && !earlier && <Banner strip title={t("unchanged")} />}
        {shown?.error && <ErrorState error={new ApiError(shown.error)} />}
        {shown && shown.stages.length > 0 && (
          <Waterfall
            run={shown}
            advice={
              told && (
                <AdviceCard
                  {...props}
                  finding={told.finding}
                  consent={shown.report?.consent}
                  stage={told.stage}
                  onFix={earlier ? undefined : props.onFix}
                  onConfirm={earlier ? undefined : props.onConfirm}
                />
              )
            }
          />
        )}
        {!shown && (props.asked ? <p className={styles.waiting}>{t("asking")}</p> : <Waiting />)}
        {id !== null && <History id={id} env={env} onOpen={setEarlier} opened={earlier} />}
      </div>
      <footer className={styles.foot}>
        {copy && (
          <Button small icon={<Copy aria-hidden="true" />} onClick={copy}>
            {t("copy")}
          </Button>
        )}
        <span className={styles.grow} />
        {running ? (
          <Button onClick={props.onCancel}>{t("cancel")}</Button>
        ) : (
          // Before the first run there is nothing to repeat: it is about to begin by itself.
          (run || props.asked) && (
            <Button
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => {
                setEarlier(null);
                props.onAgain();
              }}
            >
              {t(props.asked && !run ? "answer" : "again")}
            </Button>
          )
        )}
      </footer>
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.skeleton}>
      <Skeleton width="40%" />
      <Skeleton width="55%" />
      <Skeleton width="45%" />
    </div>
  );
}
