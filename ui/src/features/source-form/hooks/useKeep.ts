import { useCallback, useEffect, useRef } from "react";
import { useKeepForm } from "../../../api/sources";

/** Milliseconds without a change before the form is kept. */
const PAUSE = 250;
/** A form of more characters may be too long for a call that outlives the page: it is kept almost at once. */
const LONG = 15_000;
const LONG_PAUSE = 50;

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
    (form: string | null, keepalive = false) => {
      kept.current = form;
      const parsed = form === null ? null : (JSON.parse(form) as Record<string, unknown>);
      sending.current = mutateAsync({ request: { key, form: parsed }, options: { keepalive } }).catch(() => {
        kept.current = "";
      });
      return sending.current;
    },
    [key, mutateAsync],
  );

  const flush = useCallback(() => {
    if (!stopped.current && latest.current !== kept.current) void send(latest.current, true);
  }, [send]);

  useEffect(() => {
    if (stopped.current || wanted === kept.current) return;
    const pause = (wanted?.length ?? 0) > LONG ? LONG_PAUSE : PAUSE;
    const timer = setTimeout(() => !stopped.current && void send(wanted), pause);
    return () => clearTimeout(timer);
  }, [wanted, send]);

  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && flush();
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", hidden);
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
