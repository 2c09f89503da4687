import { beforeEach, describe, expect, it, vi } from "vitest";
import { appError } from "../test/fake-platform";
import { platform } from "./tauri";

interface Sent {
  name: string;
  request: unknown;
  call: string;
  events: { onmessage: (event: unknown) => void };
}

const invoke = vi.fn<(command: string, sent: Sent) => Promise<unknown>>();

beforeEach(() => {
  invoke.mockReset();
  let callbacks = 0;
  const transformCallback = () => callbacks++;
  Object.assign(window, { __TAURI_INTERNALS__: { invoke, transformCallback, unregisterCallback() {} } });
});

describe("the window's platform", () => {
  it("sends every command through the one Tauri command", async () => {
    invoke.mockResolvedValue({ name: "orders_copy" });
    expect(await platform.call("source.clone_name", { id: "1" })).toEqual({ name: "orders_copy" });
    const [command, sent] = invoke.mock.calls[0] as [string, Sent];
    expect(command).toBe("call");
    expect(sent).toMatchObject({ name: "source.clone_name", request: { id: "1" } });
  });

  it("throws what the Rust side refused", async () => {
    invoke.mockRejectedValue(appError("keychain_locked"));
    await expect(platform.call("app.state", {})).rejects.toMatchObject({
      error: { code: "keychain_locked" },
    });
  });

  it("passes events on and cancels by the id of the call", async () => {
    const abort = new AbortController();
    const onEvent = vi.fn();
    let finish: (value: unknown) => void = () => {};
    invoke.mockImplementationOnce((_, sent) => {
      sent.events.onmessage({ event: "started", stage: "inspect" });
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    invoke.mockResolvedValueOnce({});
    const running = platform.call("doctor.run", {}, { onEvent, signal: abort.signal });
    expect(onEvent).toHaveBeenCalledWith({ event: "started", stage: "inspect" });
    abort.abort();
    const [, first] = invoke.mock.calls[0] as [string, Sent];
    const [, second] = invoke.mock.calls[1] as [string, Sent];
    expect(second).toMatchObject({ name: "call.cancel", request: { call: first.call } });
    finish({});
    await running;
  });
});
