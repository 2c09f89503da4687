import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Environment } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { FieldFrame } from "../../../components/FieldFrame";
import { useFormContext } from "../context";
import { controlId } from "../hooks/useJump";
import { skips } from "../model/form";
import { secretShown } from "../model/secrets";
import type { SecretDraft } from "../model/types";
import styles from "./fields.module.css";
import { SecretInput } from "./SecretInput";
import { SecretState } from "./SecretState";

type SecretProps = {
  env: Environment;
  slot: string;
  label: string;
  required?: boolean;
  hideLabel?: boolean;
  help?: ReactNode;
  aside?: ReactNode;
};

/** A secret: its state and what can be done with it. Its value is on the screen only while it is typed. */
export function SecretControl({ env, slot, label, required, hideLabel, help, aside }: SecretProps) {
  const { state, dispatch } = useFormContext();
  const [before, setBefore] = useState<{ draft: SecretDraft | null } | null>(null);
  const left = useRef(false);
  const draft = state.form.sides[env]?.secrets[slot];
  const saved = state.frame.states[env]?.[slot];
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

  const clear = () => put(saved && saved !== "missing" ? { is: "clear" } : null);
  return (
    <FieldFrame id={id} labelId={`${id}-label`} {...{ label, required, hideLabel, aside }} help={help}>
      <div
        className={cx(styles.secret, before && styles.setting)}
        role="group"
        aria-labelledby={`${id}-label`}
      >
        {before ? (
          <SecretInput
            label={label}
            value={draft?.is === "typed" ? draft.value : ""}
            onChange={(value) => put(value === "" ? before.draft : { is: "typed", value })}
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
            shown={secretShown(draft, saved, state.form.sides[env]?.confirm)}
            from={draft?.is === "from" ? draft.env : null}
            savedToo={saved !== undefined && saved !== "missing"}
            pending={draft !== undefined}
            onSet={() => setBefore({ draft: draft?.is === "typed" ? null : (draft ?? null) })}
            onClear={clear}
            onUndo={() => put(null)}
            onConfirm={(on) => dispatch({ do: "confirm", env, on })}
            onAsk={() => put(saved === "ask" ? null : { is: "ask" })}
          />
        )}
      </div>
    </FieldFrame>
  );
}
