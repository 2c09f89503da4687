import { lazy, Suspense, useRef, useState } from "react";
import type { Environment } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import { useKey } from "../../app/keys";
import { useText } from "../../i18n";
import { Context, type FormContext } from "./context";
import { LeaveDialog } from "./dialogs/LeaveDialog";
import { useArrival } from "./hooks/useArrival";
import { useKeep } from "./hooks/useKeep";
import { useLeaving } from "./hooks/useLeaving";
import { useReopen } from "./hooks/useReopen";
import { useSave } from "./hooks/useSave";
import { useSaved } from "./hooks/useSaved";
import { useSaveKey } from "./hooks/useSaveKey";
import { draftOf, keptKey, newKey } from "./model/draft";
import { skips } from "./model/form";
import { Bar } from "./parts/Bar";
import { Header } from "./parts/Header";
import { Identity } from "./parts/Identity";
import { joined, labelOf } from "./parts/labels";
import { ModeSwitch } from "./parts/ModeSwitch";
import { ClashNotice, KeepNotice, RestoredNotice, SaveNotice } from "./parts/Notices";
import { ReceivedNotice } from "./parts/ReceivedNotice";
import { Sides } from "./parts/Sides";
import styles from "./parts/screen.module.css";
import { useFormText } from "./strings";
import { WhereUsable } from "./usable/WhereUsable";
import { WhereUsed } from "./usable/WhereUsed";
import { type Session, useFormScreen } from "./useFormScreen";

const TestPanel = lazy(() => import("../test-panel"));

/** The form of one source, new or saved. */
export function FormScreen(session: Session) {
  const t = useFormText();
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const { parts, tests, dirty } = useFormScreen(session, box);
  const { state, dispatch, issues } = parts;
  const { frame, form, baseline } = state;
  const [restored, setRestored] = useState(session.draft !== null && session.begin === undefined);

  const withheld = issues
    .filter((one) => one.issue.code === "secret_in_value")
    .map((one) => `${one.env} =${one.key}`);
  const draft = dirty ? draftOf(frame.def.id, frame.revision, baseline, form, withheld) : null;
  const keep = useKeep({
    key: frame.id ? keptKey(frame.door, frame.id) : newKey(frame.def.id, frame.door),
    draft,
    known: session.draft !== null,
  });
  const leaving = useLeaving(dirty);
  const abandon = async () => {
    leaving.release();
    await keep.forget();
  };

  useArrival(frame.id, parts);
  const begun = frame.envs.filter((env) => !skips(frame, form, env));
  useKey("test", () => parts.test(begun.length ? begun : frame.envs));
  const reopen = useReopen(state, dispatch);
  const saved = useSaved({
    frame,
    form,
    dispatch,
    test: parts.test,
    testing: tests.testing?.envs ?? null,
    abandon,
  });
  const { save, busy, waiting, error, dismiss } = useSave(frame, form, {
    saved: (view, sent) => {
      setRestored(false);
      reopen.dismiss();
      void saved(view, sent);
    },
    refused: (placed) => {
      dispatch({ do: "refused", issues: placed });
      const [first] = placed;
      if (first) parts.jump(first.env, first.key);
    },
  });
  const denied = useDenied()(frame.id === null ? "manage" : "edit");
  const attempt = () => {
    if (denied !== null || (!dirty && frame.id !== null)) return;
    dispatch({ do: "attempted" });
    save();
  };
  useSaveKey(attempt);

  const discard = () => {
    dispatch({ do: "form", form: baseline });
    setRestored(false);
  };
  const nameOf = ([env, slot]: [Environment, string]) =>
    t("bar.of", { label: labelOf(t, state, env, slot), env: text(`env.${env}`) });
  const context: FormContext = { ...parts, abandon: () => void abandon() };

  return (
    <Context value={context}>
      <div className={styles.page}>
        <div className={styles.form} ref={box}>
          <Header />
          <div className={styles.scroll}>
            <div className={styles.notices}>
              {restored && (
                <RestoredNotice
                  lost={session.draft?.lost ?? []}
                  changed={session.draft !== null && session.draft.revision !== session.frame.revision}
                  onDiscard={discard}
                  onClose={() => setRestored(false)}
                />
              )}
              {keep.error && <KeepNotice error={keep.error} />}
              {error && (
                <SaveNotice
                  error={error}
                  busy={reopen.busy}
                  onReopen={() => void reopen.reopen().then((done) => done && dismiss())}
                  onRetry={attempt}
                  onClose={dismiss}
                />
              )}
              {reopen.clashing && <ClashNotice clashes={reopen.clashing} onClose={reopen.dismiss} />}
            </div>
            {frame.received && <ReceivedNotice shared={frame.received} />}
            <Identity />
            <ModeSwitch />
            <Sides />
            {frame.id !== null && <WhereUsable id={frame.id} />}
            {frame.id !== null && frame.received === null && (
              <WhereUsed id={frame.id} workspace={frame.workspace} />
            )}
          </div>
          <Bar dirty={dirty} busy={busy} waiting={waiting} onSave={attempt} />
        </div>
        {tests.testing && (
          <div className={styles.panel}>
            <Suspense>
              <TestPanel
                key={tests.testing.nonce}
                source={{ id: frame.id, name: form.name, typeId: frame.def.id }}
                env={tests.testing.envs[0] ?? "prod"}
                envs={tests.testing.envs}
                sides={tests.sides}
                unsaved={dirty || frame.id === null}
                onFront={parts.show}
                onClose={tests.close}
                onFix={(fix, env) => tests.fix(env, fix)}
                onConfirm={(env, target) => dispatch({ do: "confirm", env, target })}
                onField={(property, env) => {
                  if (tests.covers()) tests.close();
                  parts.jump(env, property);
                }}
              />
            </Suspense>
          </div>
        )}
        {leaving.going && (
          <LeaveDialog
            lost={joined((draft?.lost ?? []).map(nameOf))}
            onStay={leaving.stay}
            onKeep={() => {
              keep.flush();
              leaving.going?.go();
            }}
            onDiscard={() => {
              const { go } = leaving.going ?? {};
              void abandon().then(() => go?.());
            }}
          />
        )}
      </div>
    </Context>
  );
}
