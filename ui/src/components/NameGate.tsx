import { lazy, Suspense } from "react";
import { answerTyped, useAsking } from "../api/typed";

const LockedDialog = lazy(() => import("./LockedDialog"));

/**
 * Where the question for a locked name is drawn: once in the shell, and in every dialog, so that the question lies over
 * the dialog that led to it and closes alone.
 */
export function NameGate() {
  const asking = useAsking();
  if (!asking) return null;
  return (
    <Suspense>
      <LockedDialog {...asking} onAnswer={answerTyped} />
    </Suspense>
  );
}
