/** The browser: the same table over the devhost's loopback HTTP, progress over one server-sent event stream. */
import type { CallOptions, CommandName, Platform, Request, Response } from "./platform";
import { ApiError, asApiError, HostGone, isAppError, newCallId, onAbort } from "./platform";
import { hostIsGone } from "./presence";

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

/** Bytes that a browser sends for a page that is gone, with room for what else is on its way (of 64 KiB in all). */
const OUTLIVES = 60_000;

async function post(name: string, call: string, request: unknown, keepalive = false): Promise<unknown> {
  const body = new TextEncoder().encode(JSON.stringify({ call, request }));
  const answer = await answerTo(`/api/call/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    keepalive: keepalive && body.length <= OUTLIVES,
  });
  const said: unknown = await answer.json();
  if (typeof said === "object" && said !== null) {
    if ("ok" in said) return said.ok;
    if ("error" in said && isAppError(said.error)) throw new ApiError(said.error);
  }
  throw asApiError(new Error(`HTTP ${answer.status}`));
}

async function answerTo(url: string, init: RequestInit): Promise<globalThis.Response> {
  try {
    const answer = await fetch(url, init);
    hostIsGone(false);
    return answer;
  } catch (thrown) {
    hostIsGone(true);
    throw new HostGone(thrown instanceof Error ? thrown.message : String(thrown));
  }
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
    return (await post(name, id, request, options.keepalive)) as Response<N>;
  } catch (thrown) {
    throw asApiError(thrown);
  } finally {
    stopListening();
    listeners.delete(id);
  }
}

export const platform: Platform = { call };
