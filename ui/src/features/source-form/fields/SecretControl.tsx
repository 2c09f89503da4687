import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Environment, SecretSource } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { FieldFrame } from "../../../components/FieldFrame";
import { isolated } from "../../../i18n/bidi";
import { useFormContext } from "../context";
import { useCopySaved } from "../hooks/useCopySaved";
import { controlId } from "../hooks/useJump";
import { skips } from "../model/form";
import { issuesAt } from "../model/issues";
import { consentOf, type FetchKind, kindOf, referenceOf, secretShown } from "../model/secrets";
import type { SecretDraft } from "../model/types";
import { useFormText } from "../strings";
import styles from "./fields.module.css";
import { SecretInput } from "./SecretInput";
import { SecretState } from "./SecretState";
import { notes } from "./useField";

const FetchDialog = lazy(() => import("../dialogs/FetchDialog"));

type SecretProps = {
  env: Environment;
  slot: string;
  label: string;
  required?: boolean;
  hideLabel?: boolean;
  help?: ReactNode;
  aside?: ReactNode;
};

/** Where a secret is fetched, and that nothing is before somebody agreed. */
function Reference({ source, wanted }: { source: SecretSource; wanted: boolean }) {
  const t = useFormText();
  return (
    <>
      <code className={styles.reference}>{isolated(referenceOf(source))}</code>
      {wanted && <> {t(`fetch.${kindOf(source)}Wanted`)}</>}
    </>
  );
}

/** A secret: its state and what can be done with it. Its value is on the screen only while it is typed. */
export function SecretControl({ env, slot, label, required, hideLabel, help, aside }: SecretProps) {
  const { state, dispatch, checks, issues } = useFormContext();
  const t = useFormText();
  // While it is typed: what there was before, and what is in the field. It begins empty, whatever there was.
  const [before, setBefore] = useState<{ draft: SecretDraft | null; text: string } | null>(null);
  const left = useRef(false);
  const [asked, setAsked] = useState<FetchKind | null>(null);
  const draft = state.form.sides[env]?.secrets[slot];
  const saved = state.frame.states[env]?.[slot];
  const check = checks[env];
  const consent = consentOf(state.form.sides[env], check?.answer);
  const shown = secretShown(draft, saved, consent);
  const target = check?.answer?.destination;
  const source = draft ? draft.is === "fetch" && draft.source : state.frame.fetched[env]?.[slot];
  const said = source ? (
    <Reference source={source} wanted={consent === "wanted"} />
  ) : shown === "confirm" && target ? (
    t("secret.newTarget", { target: isolated(target) })
  ) : (
    help
  );
  const wrong = issuesAt(issues, env, slot);
  const id = controlId(env, slot);
  const put = (next: SecretDraft | null) => dispatch({ do: "secret", env, slot, draft: next });

  // The field that was typed into is gone: whoever left it by key or verb goes on from the verb that opened it.
  useEffect(() => {
    if (before || !left.current) return;
    left.current = false;
    document.getElementById(id)?.focus();
  }, [before, id]);
  const close = () => {
    left.current = true;
    setBefore(null);
  };

  const copySaved = useCopySaved(env, slot, label);
  const clear = () => put(saved && saved !== "missing" ? { is: "clear" } : null);
  return (
    <FieldFrame
      id={id}
      labelId={`${id}-label`}
      {...{ label, required, hideLabel, aside }}
      help={said}
      error={wrong.length ? notes(wrong) : undefined}
    >
      <div
        className={cx(styles.secret, before && styles.setting)}
        role="group"
        aria-labelledby={`${id}-label`}
      >
        {before ? (
          <SecretInput
            label={label}
            value={before.text}
            onChange={(text) => {
              setBefore({ ...before, text });
              put(text === "" ? before.draft : { is: "typed", value: text });
            }}
            onAccept={close}
            onLeave={() => setBefore(null)}
            onCancel={() => {
              put(before.draft);
              close();
            }}
          />
        ) : (
          <SecretState
            id={id}
            label={label}
            required={(required ?? false) && !skips(state.frame, state.form, env)}
            shown={shown}
            from={draft?.is === "from" ? draft.env : null}
            savedToo={saved !== undefined && saved !== "missing"}
            pending={draft !== undefined}
            onSet={() => setBefore({ draft: draft ?? null, text: "" })}
            onClear={clear}
            onUndo={() => put(null)}
            settled={check?.fresh ?? false}
            onConfirm={(on) =>
              dispatch({ do: "confirm", env, target: on ? (check?.answer?.consent ?? null) : null })
            }
            onCopy={copySaved}
            onAsk={() => put(saved === "ask" ? null : { is: "ask" })}
            onFetch={setAsked}
            consent={consent}
          />
        )}
      </div>
      {asked && (
        <Suspense>
          <FetchDialog
            kind={asked}
            label={label}
            source={source || null}
            onClose={() => setAsked(null)}
            onDone={(next) => {
              setAsked(null);
              put({ is: "fetch", source: next });
            }}
          />
        </Suspense>
      )}
    </FieldFrame>
  );
}
