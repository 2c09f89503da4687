/** The browser: the same table over the devhost's loopback HTTP, progress over one server-sent event stream. */
import type { CallOptions, CommandName, Platform, Request, Response } from "./platform";
import { ApiError, asApiError, isAppError, newCallId, onAbort } from "./platform";

const listeners = new Map<string, (event: unknown) => void>();
let stream: Promise<void> | null = null;

/** Opens the stream once; a call that wants progress waits for it, so that no message is lost. */
function openStream(): Promise<void> {
  stream ??= new Promise<void>((resolve) => {
    const source = new EventSource("/api/events");
    source.onopen = () => resolve();
    source.onmessage = (message) => {
      const { call, event } = JSON.parse(message.data) as { call: string; event: unknown };
      listeners.get(call)?.(event);
    };
    // The browser reconnects by itself; a call that waits goes ahead without progress.
    source.onerror = () => resolve();
  });
  return stream;
}

async function post(name: string, call: string, request: unknown): Promise<unknown> {
  const answer = await fetch(`/api/call/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ call, request }),
  });
  const body: unknown = await answer.json();
  if (typeof body === "object" && body !== null) {
    if ("ok" in body) return body.ok;
    if ("error" in body && isAppError(body.error)) throw new ApiError(body.error);
  }
  throw asApiError(new Error(`HTTP ${answer.status}`));
}

async function call<N extends CommandName>(name: N, request: Request<N>, options: CallOptions = {}) {
  const id = newCallId();
  if (options.onEvent) {
    listeners.set(id, options.onEvent);
    await openStream();
  }
  const stopListening = onAbort(options.signal, () => {
    void post("call.cancel", newCallId(), { call: id }).catch(() => {});
  });
  try {
    return (await post(name, id, request)) as Response<N>;
  } catch (thrown) {
    throw asApiError(thrown);
  } finally {
    stopListening();
    listeners.delete(id);
  }
}

export const platform: Platform = { call };
