import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { leave, useLeaveGuard } from "./leave";

describe("leaving a page", () => {
  it("goes at once when nobody asks", () => {
    const go = vi.fn();
    leave(go);
    expect(go).toHaveBeenCalledOnce();
  });

  it("asks while there is unsaved work, and not after a save let go", () => {
    const ask = vi.fn();
    const go = vi.fn();
    const { result, unmount } = renderHook(() => useLeaveGuard(ask));
    leave(go);
    expect(go).not.toHaveBeenCalled();
    expect(ask).toHaveBeenCalledWith(go);
    act(() => result.current());
    leave(go);
    expect(go).toHaveBeenCalledOnce();
    unmount();
  });
});
