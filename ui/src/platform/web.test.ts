import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appError } from "../test/fake-platform";

class FakeEvents {
  static last: FakeEvents;
  onopen: () => void = () => {};
  onmessage: (message: { data: string }) => void = () => {};
  onerror: () => void = () => {};
  constructor(readonly url: string) {
    FakeEvents.last = this;
    queueMicrotask(() => this.onopen());
  }
}

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const sent = (index: number) =>
  JSON.parse(new TextDecoder().decode(fetched.mock.calls[index]?.[1].body as Uint8Array)) as { call: string };

// A module of its own for each test: the event stream is opened once a page.
async function platform() {
  vi.resetModules();
  return (await import("./web")).platform;
}

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("EventSource", FakeEvents);
});

afterEach(() => vi.unstubAllGlobals());

describe("the browser's platform", () => {
  it("posts the request and takes the answer out", async () => {
    fetched.mockResolvedValue(answer({ ok: { name: "orders_copy" } }));
    const web = await platform();
    expect(await web.call("source.clone_name", { id: "1" })).toEqual({ name: "orders_copy" });
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/call/source.clone_name");
    expect(sent(0)).toMatchObject({ request: { id: "1" } });
  });

  it("throws what the Rust side refused", async () => {
    fetched.mockResolvedValue(answer({ error: appError("name_taken", { params: { name: "orders" } }) }, 409));
    const web = await platform();
    await expect(web.call("source.clone_name", { id: "1" })).rejects.toMatchObject({
      error: { code: "name_taken", params: { name: "orders" } },
    });
  });

  it("calls a host that does not answer an internal, retryable error", async () => {
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    const web = await platform();
    await expect(web.call("app.state", {})).rejects.toMatchObject({
      error: { code: "internal", detail: "Failed to fetch", retryable: true },
    });
  });

  it("says that nobody answers, until somebody does", async () => {
    fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const web = await platform();
    const { useHostGone } = await import("./presence");
    const { result } = renderHook(() => useHostGone());
    await act(() => web.call("app.state", {}).catch(() => {}));
    expect(result.current).toBe(true);
    fetched.mockResolvedValue(answer({ ok: {} }));
    await act(() => web.call("app.state", {}));
    expect(result.current).toBe(false);
  });

  it("lets a short call outlive its page; a browser refuses a long one", async () => {
    fetched.mockImplementation(async () => answer({ ok: {} }));
    const web = await platform();
    const form = (text: string) => ({ key: "new:mysql", form: { text } });
    await web.call("form.keep", form("short"), { keepalive: true });
    await web.call("form.keep", form("表".repeat(30_000)), { keepalive: true });
    await web.call("form.keep", form("short"));
    expect(fetched.mock.calls.map(([, init]) => init.keepalive)).toEqual([true, false, false]);
  });

  it("gives each call its own events", async () => {
    const onEvent = vi.fn();
    fetched.mockImplementation(async () => {
      const { call } = sent(0);
      FakeEvents.last.onmessage({ data: JSON.stringify({ call: "another", event: 1 }) });
      FakeEvents.last.onmessage({
        data: JSON.stringify({ call, event: { event: "started", stage: "inspect" } }),
      });
      return answer({ ok: {} });
    });
    const web = await platform();
    await web.call("doctor.run", {}, { onEvent });
    expect(onEvent.mock.calls).toEqual([[{ event: "started", stage: "inspect" }]]);
  });

  it("cancels by the id of the call and waits for its answer", async () => {
    const abort = new AbortController();
    let finish: (response: Response) => void = () => {};
    fetched.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    fetched.mockResolvedValueOnce(answer({ ok: {} }));
    const web = await platform();
    const running = web.call("app.state", {}, { signal: abort.signal });
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
    abort.abort();
    expect(fetched.mock.calls[1]?.[0]).toBe("/api/call/call.cancel");
    expect(sent(1)).toMatchObject({ request: { call: sent(0).call } });
    finish(answer({ error: appError("cancelled") }, 499));
    await expect(running).rejects.toMatchObject({ error: { code: "cancelled" } });
  });
});
