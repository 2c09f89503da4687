import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { DoctorReport } from "../../api/generated/types";
import { frontDialog } from "../../test/dialog";
import { APP_STATE, fakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";

const item = (id: string, more: Partial<DoctorReport["items"][number]> = {}) => ({
  id,
  status: "ok" as const,
  text: { en: `${id} is well: {count}`, "zh-CN": `${id} 正常：{count}` },
  remedy: null,
  params: { count: "7" },
  fixable: false,
  ...more,
});

const ORPHANS: DoctorReport = {
  items: [item("database"), item("orphans", { status: "warning", fixable: true })],
  keychain: "ready",
  fixable: true,
};

describe("the settings", () => {
  it("change the theme at once and send all settings", async () => {
    let kept = APP_STATE.settings;
    const rust = fakePlatform({
      "app.state": () => ({ ...APP_STATE, settings: kept }),
      "doctor.run": () => ORPHANS,
      "settings.set": ({ settings }) => {
        kept = settings;
        return kept;
      },
    });
    renderApp("/settings");
    await userEvent.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
    expect(rust.asked("settings.set")).toEqual([{ settings: { language: null, theme: "dark" } }]);
  });

  it("show where the data is and what the doctor found", async () => {
    fakePlatform({ "doctor.run": () => ORPHANS });
    renderApp("/settings");
    expect(await screen.findByText("database is well: 7")).toBeInTheDocument();
    expect(screen.getByText(APP_STATE.data_folder)).toBeInTheDocument();
  });

  it("run the doctor when they are opened and when it is asked for, not by themselves", async () => {
    const rust = fakePlatform({ "doctor.run": () => ORPHANS });
    renderApp("/settings");
    await screen.findByText("database is well: 7");
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
    window.dispatchEvent(new Event("visibilitychange"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rust.asked("doctor.run")).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(rust.asked("doctor.run")).toHaveLength(2));
    vi.restoreAllMocks();
  });

  it("delete unused keychain items only after a question", async () => {
    const rust = fakePlatform({ "doctor.run": () => ORPHANS, "doctor.fix": () => ORPHANS });
    renderApp("/settings");
    await userEvent.click(await screen.findByRole("button", { name: "Delete them" }));
    const dialog = await frontDialog();
    expect(rust.asked("doctor.fix")).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Delete them" }));
    await waitFor(() => expect(rust.asked("doctor.fix")).toEqual([{ delete_orphans: true }]));
  });
});

describe("the keychain", () => {
  const withKeychain = (keychain: typeof APP_STATE.keychain) =>
    fakePlatform({ "app.state": () => ({ ...APP_STATE, keychain }), "doctor.run": () => ORPHANS });

  it("that is absent is said on every page", async () => {
    withKeychain("absent");
    renderApp("/settings");
    expect(await screen.findByText("Secrets are kept for this session only")).toBeInTheDocument();
  });

  it("that nobody asked yet alarms nobody", async () => {
    withKeychain("unknown");
    renderApp("/settings");
    await screen.findByText(APP_STATE.data_folder);
    expect(screen.queryByText(/keychain ready|no keychain|not asked/i)).not.toBeInTheDocument();
  });
});
