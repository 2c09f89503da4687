import { useCallback, useEffect, useRef } from "react";
import { useKeepForm } from "../../../api/sources";

/** Milliseconds without a change before the form is kept. */
const PAUSE = 800;

type Options = {
  /** `new:` and the type, or the id of the source. */
  key: string;
  /** The draft without secrets; null: nothing to keep. */
  draft: object | null;
  /** Something is kept already, from an earlier visit. */
  known: boolean;
};

/** Keeps an unsaved form through `form.keep`, so that it survives closing and a kill. */
export function useKeep({ key, draft, known }: Options) {
  const { mutateAsync, error } = useKeepForm();
  const wanted = draft === null ? null : JSON.stringify(draft);
  const latest = useRef(wanted);
  const kept = useRef<string | null>(known ? "" : null);
  const stopped = useRef(false);
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  latest.current = wanted;

  const send = useCallback(
    (form: string | null) => {
      kept.current = form;
      const parsed = form === null ? null : (JSON.parse(form) as Record<string, unknown>);
      sending.current = mutateAsync({ key, form: parsed }).catch(() => {
        kept.current = "";
      });
      return sending.current;
    },
    [key, mutateAsync],
  );

  const flush = useCallback(() => {
    if (!stopped.current && latest.current !== kept.current) void send(latest.current);
  }, [send]);

  useEffect(() => {
    if (stopped.current || wanted === kept.current) return;
    const timer = setTimeout(() => !stopped.current && void send(wanted), PAUSE);
    return () => clearTimeout(timer);
  }, [wanted, send]);

  useEffect(() => {
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  /** Forgets the form and keeps no more. */
  const forget = useCallback(async () => {
    stopped.current = true;
    // What is on its way must not arrive after the word to forget it.
    await sending.current;
    await send(null);
  }, [send]);

  return { forget, flush, error };
}
