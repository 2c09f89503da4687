/** The desktop window: one Tauri command for the whole table, progress over a channel of its own. */
import { Channel, invoke } from "@tauri-apps/api/core";
import type { CallOptions, CommandName, Platform, Request, Response } from "./platform";
import { asApiError, newCallId, onAbort } from "./platform";

async function call<N extends CommandName>(name: N, request: Request<N>, options: CallOptions = {}) {
  const id = newCallId();
  const events = new Channel<unknown>();
  events.onmessage = (event) => options.onEvent?.(event);
  const running = invoke<Response<N>>("call", { name, request, call: id, events });
  const stopListening = onAbort(options.signal, () => {
    void call("call.cancel", { call: id }).catch(() => {});
  });
  try {
    return await running;
  } catch (thrown) {
    throw asApiError(thrown);
  } finally {
    stopListening();
  }
}

export const platform: Platform = { call };
