import { useState } from "react";
import type { Environment, SideInput } from "../../api/generated/types";
import { useSource } from "../../api/sources";
import { useDoor, useGo } from "../../app/pages";
import { EnvBadge } from "../../components/EnvBadge";
import { verdictStatus } from "../../components/status";
import { Tabs } from "../../components/Tabs";
import { useText } from "../../i18n";
import { onArrival } from "../source-form/handover";
import { useTests } from "./hooks/useTests";
import type { Run } from "./model/run";
import { AskDialog } from "./parts/AskDialog";
import { OneTest } from "./parts/OneTest";
import styles from "./parts/panel.module.css";
import { Sign } from "./parts/Sign";
import { useTestText } from "./strings";

type TestPanelProps = {
  /** What is tested; `id: null` for a form that was never saved. */
  source: { id: string | null; name: string; typeId: string } | null;
  env: Environment;
  /** Absent: `env` alone. Two are tested one after the other. */
  envs?: Environment[];
  /** Values of a form instead of what is saved. */
  side?: SideInput;
  sides?: Partial<Record<Environment, SideInput>>;
  /** The values differ from what is saved. */
  unsaved?: boolean;
  /** The side in front, when it changes. */
  onFront?: (env: Environment) => void;
  onClose: () => void;
  /** Sets a property of the form; absent: no form is open. */
  onFix?: (fix: { property: string; value: string }, env: Environment) => void;
  onField?: (property: string, env: Environment) => void;
  /** The person agreed that stored secrets go to this target. */
  onConfirm?: (env: Environment, target: string) => void;
};

/** A connectivity test, live. Opening it begins the test. */
export default function TestPanel({ source, ...rest }: TestPanelProps) {
  if (!source) return null;
  return <Panel key={`${source.id} ${rest.env} ${rest.envs?.join()}`} source={source} {...rest} />;
}

function Panel(props: TestPanelProps & { source: NonNullable<TestPanelProps["source"]> }) {
  const { source, env, onClose, onConfirm, onFix, onField } = props;
  const t = useTestText();
  const go = useGo();
  const { pages } = useDoor();
  const envs = props.envs ?? [env];
  const sides = props.sides ?? (props.side ? { [env]: props.side } : {});
  const [front, setFront] = useState<Environment>(envs[0] ?? env);
  const saved = useSource(source.id ?? undefined).data;
  const tests = useTests({ id: source.id, typeId: source.typeId, envs, sides });
  const { run, cancel } = tests.runs[front];
  const modes = { dev: sides.dev?.mode ?? saved?.dev?.mode, prod: sides.prod?.mode ?? saved?.prod?.mode };
  const { id } = source;
  return (
    <section className={styles.panel} aria-label={t("of", { name: source.name || t("unnamed") })}>
      {envs.length > 1 && (
        <Tabs
          label={t("tabs")}
          className={styles.tabs}
          value={front}
          onChange={(next) => {
            setFront(next);
            props.onFront?.(next);
          }}
          tabs={envs.map((one) => ({ value: one, label: <TabLabel env={one} run={tests.runs[one].run} /> }))}
        />
      )}
      <OneTest
        key={front}
        id={id}
        name={source.name}
        typeId={source.typeId}
        env={front}
        modeId={modes[front]}
        run={run}
        asked={!run && tests.unanswered}
        tabbed={envs.length > 1}
        unsaved={props.unsaved ?? sides[front] !== undefined}
        changed={tests.changed(front)}
        onCancel={cancel}
        onAgain={() => tests.begin([front])}
        onConfirm={(target) => {
          onConfirm?.(front, target);
          tests.begin([front], target);
        }}
        onClose={onClose}
        onFix={onFix}
        onField={onField}
        onOpen={
          id === null || onField
            ? undefined
            : (property, at) => {
                onArrival(id, { jump: { env: at, key: property } });
                go(pages.source(id));
              }
        }
      />
      {tests.asking && (
        <AskDialog
          slots={tests.asking}
          typeId={source.typeId}
          modes={modes}
          onAnswer={tests.answer}
          onClose={tests.dismiss}
        />
      )}
    </section>
  );
}

/** The side and how its test stands, as a sign; its word is the heading below once the side is in front. */
function TabLabel({ env, run }: { env: Environment; run: Run | null }) {
  const t = useTestText();
  const text = useText();
  const status = run?.report
    ? verdictStatus(
        run.report.verdict,
        run.stages.some((view) => view.status === "warning"),
      )
    : null;
  return (
    <>
      <EnvBadge env={env} />
      {status && <Sign tone={status.tone} word={text(status.word)} />}
      {run?.phase === "running" && <Sign tone="running" word={t("running")} />}
    </>
  );
}
