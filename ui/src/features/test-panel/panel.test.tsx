import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { StageReport, TestEvent, TestReport } from "../../api/generated/types";
import { fakePlatform } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import { orders, side } from "../source-form/model/fixtures";
import TestPanel from ".";

const stage = (over: Partial<StageReport>): StageReport => ({
  stage: "validate_input",
  status: "ok",
  started_at: "2026-11-22T10:00:00.000Z",
  ms: 1,
  findings: [],
  ...over,
});

const report = (over: Partial<TestReport> = {}): TestReport => ({
  source: "orders",
  type: "mysql",
  env: "dev",
  route: "direct",
  verdict: "Connectable",
  depth: "login",
  started_at: "2026-11-22T10:00:00.000Z",
  ms: 1234,
  stages: [stage({})],
  ...over,
});

const REFUSED = report({
  verdict: "ConfigError",
  stages: [
    stage({}),
    stage({
      stage: "authenticate",
      status: "failed",
      ms: 3000,
      findings: [
        { code: "mysql.access_denied", level: "failure", params: { address: "h:1", user: "u", words: "no" } },
      ],
    }),
    stage({ stage: "inspect", status: "skipped", started_at: null, ms: 0 }),
  ],
});

const SOURCE = { id: "s1", name: "orders", typeId: "mysql" };

const rust = (answer = report()) =>
  fakePlatform({
    "source.get": () => orders(),
    "test.run": () => answer,
    "test.history": () => ({ entries: [] }),
    "test.report_text": () => ({ text: "# report" }),
  });

describe("the test panel", () => {
  it("tests at once, and shows verdict, depth and duration", async () => {
    const platform = rust();
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    expect(await screen.findByText("Connectable")).toBeInTheDocument();
    expect(screen.getByText(/1\.2 s · signs in and opens the target/)).toBeInTheDocument();
    expect(platform.asked("test.run")).toEqual([
      { id: "s1", env: "dev", type: "mysql", side: null, confirm: null, timeout_ms: null },
    ]);
  });

  it("fills in live", async () => {
    let tell: (event: TestEvent) => void = () => {};
    let end: (report: TestReport) => void = () => {};
    const platform = rust();
    platform.answer({
      "test.run": (_, { onEvent }) => {
        tell = (event) => onEvent?.(event);
        return new Promise((resolve) => {
          end = resolve;
        });
      },
    });
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    await waitFor(() => expect(platform.asked("test.run")).toHaveLength(1));
    tell({ event: "planned", stages: ["validate_input", "authenticate"] });
    tell({ event: "started", stage: "validate_input" });
    expect(await screen.findByText("in progress")).toBeInTheDocument();
    expect(screen.getByText("waiting")).toBeInTheDocument();
    tell({ event: "ended", report: stage({ ms: 1500 }) });
    expect(await screen.findByText("1.5 s")).toBeInTheDocument();
    end(report());
    expect(await screen.findByText("Connectable")).toBeInTheDocument();
  });

  it("shows a cancel before the Rust side has answered", async () => {
    const platform = rust();
    let stopped = false;
    platform.answer({
      "test.run": (_, { onEvent, signal }) => {
        onEvent?.({ event: "planned", stages: ["connect_port"] });
        signal?.addEventListener("abort", () => {
          stopped = true;
        });
        return new Promise(() => {});
      },
    });
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(screen.getByText("Cancelled")).toBeInTheDocument();
    expect(screen.getByText("not reached")).toBeInTheDocument();
    expect(stopped).toBe(true);
    expect(screen.getByRole("button", { name: "Run again" })).toBeInTheDocument();
  });

  it("follows the first failure with one advice, and greys out the rest", async () => {
    rust(REFUSED);
    const onField = vi.fn();
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} onField={onField} />);
    expect(await screen.findByText("Configuration error")).toBeInTheDocument();
    const rows = screen.getAllByRole("listitem");
    expect(rows.map((row) => within(row).queryByRole("heading") !== null)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(screen.getByText("not reached")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Go to field" }));
    expect(onField).toHaveBeenCalledWith(expect.any(String), "dev");
  });

  it("shows an unknown finding by its code and the server's words", async () => {
    const finding = {
      code: "mysql.from_the_future",
      level: "failure" as const,
      params: { words: "ER_NEW: what" },
    };
    rust(report({ verdict: "ConfigError", stages: [stage({ status: "failed", findings: [finding] })] }));
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    expect(await screen.findByRole("heading", { name: /mysql\.from_the_future/ })).toBeInTheDocument();
    expect(screen.getByText("ER_NEW: what")).toBeInTheDocument();
  });

  it("asks once for a secret that is not stored, and passes it with the saved values", async () => {
    const platform = rust();
    platform.answer({ "source.get": () => orders({ dev: side({ secret_states: { password: "ask" } }) }) });
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    const dialog = await screen.findByRole("dialog", { name: "Enter the secrets for this test" });
    expect(platform.asked("test.run")).toHaveLength(0);
    await userEvent.type(within(dialog).getByLabelText("Password · Development"), "once{Enter}");
    await waitFor(() => expect(platform.asked("test.run")).toHaveLength(1));
    expect(platform.asked("test.run")[0]?.side).toMatchObject({
      mode: "UrlMode",
      properties: { database: "shop_dev" },
      secrets: { password: "once" },
    });
  });

  it("names what is missing by its label, with the way to the first field", async () => {
    const finding = {
      code: "input.missing",
      level: "failure" as const,
      params: { fields: "address, username" },
    };
    rust(
      report({
        verdict: "ConfigError",
        stages: [stage({ stage: "validate_input", status: "failed", findings: [finding] })],
      }),
    );
    const onField = vi.fn();
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} onField={onField} />);
    expect(
      await screen.findByRole("heading", { name: /Not filled in: .*Address.* and .*User name/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Go to field" }));
    expect(onField).toHaveBeenCalledWith("address", "dev");
  });

  it("sends a stored secret to a changed target only after a person agreed", async () => {
    const finding = {
      code: "secrets.confirm",
      level: "failure" as const,
      params: { target: "h.example.com · TLS off" },
    };
    const platform = rust(
      report({
        verdict: "ConfigError",
        stages: [stage({ stage: "read_secrets", status: "failed", findings: [finding] })],
      }),
    );
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    await userEvent.click(await screen.findByRole("button", { name: "Use the stored secret here" }));
    await waitFor(() =>
      expect(platform.asked("test.run").map((request) => request.confirm)).toEqual([
        null,
        "h.example.com · TLS off",
      ]),
    );
  });

  it("tests both sides one after the other", async () => {
    const platform = rust();
    platform.answer({ "test.run": ({ env }) => report({ env }) });
    renderPart(<TestPanel source={SOURCE} env="dev" envs={["dev", "prod"]} onClose={() => {}} />);
    await waitFor(() =>
      expect(platform.asked("test.run").map((request) => request.env)).toEqual(["dev", "prod"]),
    );
    await userEvent.click(screen.getByRole("tab", { name: /Production/ }));
    expect(within(screen.getByRole("heading", { level: 2 })).getByText("Connectable")).toBeInTheDocument();
  });

  it.each(["cancelled", "closed"])("does not go on to the other side when it was %s", async (how) => {
    const platform = rust();
    let end: (report: TestReport) => void = () => {};
    platform.answer({
      "test.run": () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    });
    const panel = renderPart(
      <TestPanel source={SOURCE} env="dev" envs={["dev", "prod"]} onClose={() => {}} />,
    );
    const cancel = await screen.findByRole("button", { name: "Cancel" });
    if (how === "closed") panel.unmount();
    else await userEvent.click(cancel);
    // The first side's answer comes all the same.
    end(report());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(platform.asked("test.run").map((request) => request.env)).toEqual(["dev"]);
    if (how === "closed") return;
    await userEvent.click(screen.getByRole("tab", { name: /Production/ }));
    expect(screen.getByText("Cancelled")).toBeInTheDocument();
    expect(screen.queryByText("Waiting for the secrets")).toBeNull();
  });

  it("opens an earlier report from the history", async () => {
    const platform = rust();
    const earlier = { ...REFUSED, started_at: "2026-11-20T10:00:00.000Z" };
    platform.answer({ "test.history": () => ({ entries: [{ report: earlier, outdated: true }] }) });
    renderPart(<TestPanel source={SOURCE} env="dev" onClose={() => {}} />);
    await userEvent.click(await screen.findByRole("button", { name: /History/ }));
    await userEvent.click(screen.getByRole("button", { name: /Configuration error/ }));
    expect(screen.getByText("An earlier test")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Back to the latest" }));
    expect(screen.queryByText("An earlier test")).toBeNull();
  });
});
