import { useState } from "react";
import type { AppError, SourceView } from "../../../api/generated/types";
import { useSaveSource, waitsForKeychain } from "../../../api/sources";
import { isCancelled } from "../../../api/typed";
import { saveRequest } from "../model/form";
import { type Placed, refusal } from "../model/issues";
import type { Form, Frame } from "../model/types";

type Outcome = {
  /** `sent`: the form as it was when the save began. */
  saved: (view: SourceView, sent: Form) => void;
  refused: (issues: Placed[]) => void;
};

/** Saves the form; what has no place in it stays in `error` until the next try. */
export function useSave(frame: Frame, form: Form, outcome: Outcome) {
  const { mutate, isPending, reset } = useSaveSource();
  const [error, setError] = useState<AppError | null>(null);
  const [waiting, setWaiting] = useState(false);
  const save = () => {
    if (isPending) return;
    setError(null);
    const options = { onEvent: (event: unknown) => waitsForKeychain(event) && setWaiting(true) };
    mutate(
      { request: saveRequest(frame, form), options },
      {
        onSuccess: (view) => outcome.saved(view, form),
        onError: (thrown) => {
          if (isCancelled(thrown)) return;
          const { error: refused } = thrown;
          const issues = refusal(frame, form.sides, refused);
          if (issues.length) outcome.refused(issues);
          setError(issues.length ? null : refused);
        },
        // The request held what was typed: it must not lie about any longer.
        onSettled: () => {
          setWaiting(false);
          reset();
        },
      },
    );
  };
  return { save, busy: isPending, waiting, error, dismiss: () => setError(null) };
}
