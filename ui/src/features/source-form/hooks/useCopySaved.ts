import type { Environment } from "../../../api/generated/types";
import { useCopySecret } from "../../../api/sources";
import { useReportError } from "../../../app/report";
import { notify } from "../../../components/toast";
import { useFormContext } from "../context";
import { useFormText } from "../strings";

/** Copies a secret as it is saved, past the page; undefined: there is none, or another one stands here. */
export function useCopySaved(env: Environment, slot: string, label: string): (() => void) | undefined {
  const { state } = useFormContext();
  const { frame, form } = state;
  const t = useFormText();
  const verb = useCopySecret();
  const report = useReportError();
  const saved = frame.states[env]?.[slot];
  const { id } = frame;
  if (id === null || (saved !== "stored" && saved !== "session") || form.sides[env]?.secrets[slot])
    return undefined;
  return () => {
    verb
      .mutateAsync({ id, env, slot })
      .then(({ cleared_after_ms: ms }) =>
        notify({ tone: "ok", title: t("secret.copied", { label, seconds: Math.round(ms / 1000) }) }),
      )
      .catch(report);
  };
}
