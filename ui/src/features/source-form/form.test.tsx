import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { CheckRequest, CheckResponse, Issue, SaveRequest, SourceView } from "../../api/generated/types";
import { ApiError } from "../../platform";
import { APP_STATE, appError, fakePlatform } from "../../test/fake-platform";
import { renderApp } from "../../test/render";
import { orders, side } from "./model/fixtures";

// The first test loads the pages; each plays a whole flow.
vi.setConfig({ testTimeout: 20_000 });
const LOADS = { timeout: 10_000 };

/** A judge of three rules: a colon in the host is wrong, an absent password is missing, another host wants consent. */
function judge({ mode, properties, secrets, id, env }: CheckRequest): CheckResponse {
  const rows = (properties.address ?? []) as { host: string }[];
  const wrong = rows.flatMap(({ host }, row) => {
    const [suggestion = "", port] = host.split(":");
    const field = `address[${row}].host`;
    return port ? [{ field, code: "host_port" as const, params: { suggestion, port } }] : [];
  });
  const destination = rows.map(({ host }) => host).join(", ");
  return {
    wrong,
    missing: secrets.includes("password") ? [] : ["password"],
    files: [],
    summary: "",
    preview: null,
    destination,
    consent: destination,
    untestable:
      mode === "InstanceMode"
        ? { code: "mysql.instance_mode", level: "warning", params: { instance: "" } }
        : null,
    wants_consent: env === "dev" && id !== null && destination !== "10.20.0.14",
  };
}

const rust = (view = orders(), kept: Record<string, unknown> | null = null) =>
  fakePlatform({
    "source.get": () => view,
    "source.check": judge,
    "form.load": () => kept && { form: kept, at: "2026-11-22T10:00:00.000Z" },
    "form.keep": () => ({}) as never,
    "source.save": (request) => saved(view, request),
  });

const saved = (view: SourceView, request: SaveRequest): SourceView => ({
  ...view,
  revision: view.revision + 1,
  description: request.description,
});

const sides = async () => {
  const dev = await screen.findByRole("region", { name: "Development" }, LOADS);
  return { dev: within(dev), prod: within(screen.getByRole("region", { name: "Production" })) };
};

const bar = () => within(screen.getByRole("contentinfo"));

describe("the form", () => {
  it("shows both sides, and secrets by their state only", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev, prod } = await sides();
    expect(dev.getByLabelText(/^Database/)).toHaveValue("shop_dev");
    expect(prod.getByLabelText(/^Database/)).toHaveValue("shop");
    expect(dev.getByText("Stored in the keychain")).toBeInTheDocument();
    expect(prod.getByText("Missing")).toBeInTheDocument();
    expect(document.querySelector("input[type=password]")).toBeNull();
  });

  it("says what is missing, and each name jumps to its field", async () => {
    rust();
    renderApp("/sources/s1");
    await sides();
    const name = await bar().findByRole("button", { name: "Password" });
    await userEvent.click(name);
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName("Set: Password"));
    expect(bar().getByRole("button", { name: "Save draft" })).toBeDisabled();
  });

  it("puts an error at its field and mends it by one click", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    const host = dev.getByLabelText(/^Address/);
    await userEvent.clear(host);
    await userEvent.type(host, "db.example.com:3307");
    await userEvent.click(await dev.findByRole("button", { name: "Fix" }));
    expect(host).toHaveValue("db.example.com");
    expect(dev.getByLabelText("Port")).toHaveValue("3307");
    await waitFor(() => expect(dev.queryByRole("button", { name: "Fix" })).toBeNull());
  });

  it("takes spaces from the ends of a value and says so", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), " ");
    await userEvent.tab();
    expect(dev.getByLabelText(/^Database/)).toHaveValue("shop_dev");
    expect(dev.getByText("Spaces at the ends were removed.")).toBeInTheDocument();
  });

  it("sends a typed secret once, and keeps the others by not naming them", async () => {
    const platform = rust();
    renderApp("/sources/s1");
    const { prod } = await sides();
    await userEvent.click(prod.getByRole("button", { name: "Set: Password" }));
    await userEvent.keyboard("p@ss:/?{Enter}");
    expect(prod.getByText("New value typed")).toBeInTheDocument();
    expect(screen.queryByDisplayValue("p@ss:/?")).toBeNull();
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save")).toHaveLength(1));
    const [request] = platform.asked("source.save");
    expect(request?.prod?.secrets).toEqual({ password: "p@ss:/?" });
    expect(request?.dev?.secrets).toEqual({});
    expect(request?.revision).toBe(4);
  });

  it("takes back what was typed on Escape", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.click(dev.getByRole("button", { name: "Replace: Password" }));
    await userEvent.keyboard("oops{Escape}");
    expect(dev.getByText("Stored in the keychain")).toBeInTheDocument();
    expect(bar().getByRole("button", { name: /Save/ })).toBeDisabled();
  });

  it("begins a new value with an empty field; Escape leaves the one typed before", async () => {
    const platform = rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.click(dev.getByRole("button", { name: "Replace: Password" }));
    await userEvent.keyboard("first{Enter}");
    await userEvent.click(dev.getByRole("button", { name: "Replace: Password" }));
    expect(dev.getByPlaceholderText("Type or paste, then Enter")).toHaveValue("");
    await userEvent.keyboard("second{Escape}");
    expect(dev.getByText("New value typed")).toBeInTheDocument();
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() =>
      expect(platform.asked("source.save")[0]?.dev?.secrets).toEqual({ password: "first" }),
    );
  });

  it("offers to undo a copy until something is typed there", async () => {
    rust();
    renderApp("/sources/s1");
    const { prod } = await sides();
    await userEvent.click(screen.getByRole("button", { name: "Copy Development to Production" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /^Values(?! and)/ }));
    expect(prod.getByLabelText(/^Database/)).toHaveValue("shop_dev");
    expect(await screen.findByRole("button", { name: "Undo" })).toBeInTheDocument();
    await userEvent.type(prod.getByLabelText(/^Database/), "_2");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).toBeNull());
    expect(prod.getByLabelText(/^Database/)).toHaveValue("shop_dev_2");
  });

  it("says before anything is filled in that a mode cannot be tested here", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.click(screen.getByRole("radio", { name: "Instance mode" }));
    expect(await dev.findByText(/This version cannot test it/)).toBeInTheDocument();
    expect(dev.getByRole("button", { name: "Test, Development" })).toBeDisabled();
    expect(bar().getByRole("button", { name: /^Test/ })).toBeDisabled();
  });

  it("says which side stays empty, and offers no draft without a name", async () => {
    rust(orders({ prod: null }));
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    expect(
      await bar().findByText("Development is complete and ready to save; Production stays empty."),
    ).toBeInTheDocument();
  });

  it("asks again for each target before a stored secret goes there", async () => {
    const platform = rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    const host = dev.getByLabelText(/^Address/);
    await userEvent.clear(host);
    await userEvent.type(host, "one.example.com");
    expect(await dev.findByText(/Now: .*one\.example\.com/)).toBeInTheDocument();
    expect(bar().queryByText("Complete and ready to save")).toBeNull();
    await userEvent.click(await dev.findByRole("button", { name: "Use here: Password" }));
    expect(dev.getByText("Confirmed for this target")).toBeInTheDocument();
    await userEvent.clear(host);
    await userEvent.type(host, "two.example.com");
    expect(await dev.findByText("Target changed: confirm")).toBeInTheDocument();
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save")[0]?.dev?.confirm).toBe("one.example.com"));
  });

  it("says that without a keychain a secret is kept for the session only", async () => {
    rust(orders({ dev: side({ secret_states: { password: "session" } }) }));
    renderApp("/sources/s1");
    const { dev } = await sides();
    expect(dev.getByText("Kept for this session only")).toBeInTheDocument();
    expect(dev.queryByText("Stored in the keychain")).toBeNull();
  });

  it("keeps what was not saved, never a secret", async () => {
    const platform = rust();
    renderApp("/sources/s1");
    const { dev, prod } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    await userEvent.click(prod.getByRole("button", { name: "Set: Password" }));
    await userEvent.keyboard("hunter2{Enter}");
    await waitFor(() => expect(platform.asked("form.keep").length).toBeGreaterThan(0), LOADS);
    await waitFor(
      () =>
        expect(JSON.stringify(platform.asked("form.keep").at(-1))).toContain('"lost":[["prod","password"]]'),
      LOADS,
    );
    const kept = platform.asked("form.keep");
    expect(kept.at(-1)).toMatchObject({ key: "s1" });
    expect(JSON.stringify(kept)).toContain("shop_dev_2");
    expect(JSON.stringify(kept)).not.toContain("hunter2");
  });

  it("says when what is typed cannot be kept", async () => {
    const platform = rust();
    platform.answer({
      "form.keep": () => {
        throw new ApiError(appError("database_failed", { retryable: true }));
      },
    });
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    expect(await screen.findByText(/^What you type is not being kept/)).toBeInTheDocument();
  });

  it("marks what is used on this computer only, unless everything of the type is", async () => {
    rust();
    renderApp("/sources/new/mysql");
    const { dev } = await sides();
    expect(dev.queryByText("This computer only")).toBeNull();
    await userEvent.click(dev.getByRole("button", { name: /^Encryption/ }));
    expect(dev.getAllByText("This computer only").length).toBeGreaterThan(0);
    cleanup();
    renderApp("/sources/new/sqlite");
    await sides();
    expect(screen.queryByText("This computer only")).toBeNull();
  });

  it("keeps no value of a parameter that is a secret under another spelling", async () => {
    const platform = rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.click(dev.getByRole("button", { name: /^Advanced parameters/ }));
    await userEvent.click(dev.getByRole("button", { name: "Add parameter" }));
    await userEvent.type(dev.getByLabelText("Name 1"), "PASSWORD");
    await userEvent.click(dev.getByRole("button", { name: "Set: Value of PASSWORD" }));
    await userEvent.keyboard("hunter2{Enter}");
    await waitFor(
      () => expect(JSON.stringify(platform.asked("form.keep").at(-1))).toContain("properties.password"),
      LOADS,
    );
    expect(JSON.stringify(platform.asked("form.keep"))).not.toContain("hunter2");
  });

  it("puts back what was kept, and names the secrets to enter again", async () => {
    const change = { at: "dev =database", from: "shop_dev", to: "other" };
    rust(orders(), {
      v: 1,
      type: "mysql",
      name: "orders",
      revision: 4,
      changes: [change],
      lost: [["prod", "password"]],
      ask: [],
    });
    renderApp("/sources/s1");
    const { dev } = await sides();
    expect(dev.getByLabelText(/^Database/)).toHaveValue("other");
    expect(screen.getByText("Enter again: Password (Production)")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(dev.getByLabelText(/^Database/)).toHaveValue("shop_dev");
  });

  it("asks before it is left with changes", async () => {
    rust();
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    await userEvent.click(screen.getByRole("button", { name: "Back" }));
    const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Stay" }));
    expect(window.location.hash).toBe("#/sources/s1");
    await userEvent.click(screen.getByRole("button", { name: "Back" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep for later" }));
    await waitFor(() => expect(window.location.hash).toBe("#/"));
  });

  it("after a conflict opens the newer version with the changes on top", async () => {
    const platform = rust();
    platform.answer({
      "source.save": () => {
        const issues: Issue[] = [
          { field: "description", code: "changed_to", params: { value: "Changed elsewhere" } },
          { field: "prod.secrets.password", code: "changed_secret", params: {} },
        ];
        throw new ApiError(appError("conflict", { params: { name: "orders" }, issues }));
      },
    });
    renderApp("/sources/s1");
    const { dev } = await sides();
    const database = dev.getByLabelText(/^Database/);
    await userEvent.clear(database);
    await userEvent.type(database, "mine");
    await userEvent.keyboard("{Control>}s{/Control}");
    const again = await screen.findByRole("button", { name: "Open again" });
    const different = within(screen.getByText("What is different now:").parentElement as HTMLElement);
    expect(different.getAllByRole("listitem").map((line) => line.textContent)).toEqual([
      "DescriptionIs now Changed elsewhere",
      "Password (Production)Has a different secret now",
    ]);
    const newer = orders({ revision: 5, description: "Changed elsewhere" });
    platform.answer({ "source.get": () => newer, "source.save": (request) => saved(newer, request) });
    await userEvent.click(again);
    expect(await screen.findByDisplayValue("Changed elsewhere")).toBeInTheDocument();
    expect(dev.getByLabelText(/^Database/)).toHaveValue("mine");
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save").at(-1)?.revision).toBe(5));
  });

  it("says that a save waits for the keychain", async () => {
    const platform = rust();
    let done = () => {};
    platform.answer({
      "source.save": (request, { onEvent }) => {
        onEvent?.({ waiting_for: "keychain" });
        return new Promise((resolve) => {
          done = () => resolve(saved(orders({ revision: 5 }), request));
        });
      },
    });
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    await userEvent.keyboard("{Control>}s{/Control}");
    expect(await bar().findByText(/Waiting for the keychain/)).toBeInTheDocument();
    done();
    await waitFor(() => expect(bar().queryByText(/Waiting for the keychain/)).not.toBeInTheDocument());
  });

  it("stays as it is typed while a save is on its way: that is not saved yet", async () => {
    const platform = rust();
    const answers: (() => void)[] = [];
    platform.answer({
      "source.save": (request) =>
        new Promise((resolve) => {
          answers.push(() =>
            resolve({
              ...orders({ revision: 5 }),
              prod: side({
                properties: request.prod?.properties ?? {},
                secret_states: { password: "stored" },
              }),
            }),
          );
        }),
    });
    renderApp("/sources/s1");
    const { dev, prod } = await sides();
    await userEvent.click(prod.getByRole("button", { name: "Set: Password" }));
    await userEvent.keyboard("first{Enter}{Control>}s{/Control}");
    await waitFor(() => expect(answers).toHaveLength(1));
    await userEvent.type(prod.getByLabelText(/^Database/), "_late");
    await userEvent.click(dev.getByRole("button", { name: "Replace: Password" }));
    await userEvent.keyboard("second{Enter}");
    answers[0]?.();
    expect(await prod.findByText("Stored in the keychain")).toBeInTheDocument();
    expect(prod.getByLabelText(/^Database/)).toHaveValue("shop_late");
    expect(dev.getByText("New value typed")).toBeInTheDocument();
    expect(bar().getByRole("button", { name: /Save/ })).toBeEnabled();
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save")).toHaveLength(2));
    const next = platform.asked("source.save").at(-1);
    expect(next).toMatchObject({ revision: 5, prod: { properties: { database: "shop_late" }, secrets: {} } });
    expect(next?.dev?.secrets).toEqual({ password: "second" });
  });

  it("shows what the keychain refused, with what to do", async () => {
    const platform = rust();
    platform.answer({
      "source.save": () => {
        throw new ApiError(appError("keychain_locked", { retryable: true }));
      },
    });
    renderApp("/sources/s1");
    const { dev } = await sides();
    await userEvent.type(dev.getByLabelText(/^Database/), "_2");
    await userEvent.click(bar().getByRole("button", { name: "Save draft" }));
    expect(await screen.findByText("The keychain is locked")).toBeInTheDocument();
    expect(screen.getByText(/Unlock it/)).toBeInTheDocument();
    expect(dev.getByLabelText(/^Database/)).toHaveValue("shop_dev_2");
  });
});

describe("in a basic workspace", () => {
  it("the form is about production only", async () => {
    const platform = rust(orders({ dev: null }));
    const [workspace] = APP_STATE.workspaces;
    if (!workspace) throw new Error("a workspace");
    platform.answer({ "app.state": () => ({ ...APP_STATE, workspaces: [{ ...workspace, mode: "basic" }] }) });
    renderApp("/sources/s1");
    expect(await screen.findByRole("region", { name: "Production" }, LOADS)).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Development" })).toBeNull();
    expect(screen.queryByRole("tab")).toBeNull();
    expect(screen.queryByRole("button", { name: /^Copy/ })).toBeNull();
    await userEvent.type(screen.getByLabelText(/^Database/), "_2");
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save")[0]?.dev).toBeNull());
  });
});

describe("a new form", () => {
  it("saves only the side that was filled in, and offers the free name for a taken one", async () => {
    const platform = rust();
    platform.answer({
      "source.save": (request) => {
        if (request.name === "orders") {
          throw new ApiError(appError("name_taken", { params: { name: "orders", proposal: "orders_2" } }));
        }
        return orders({ id: "s2", name: request.name });
      },
    });
    renderApp("/sources/new/mysql");
    const { prod } = await sides();
    await userEvent.type(screen.getByLabelText(/^Name\*/), "orders");
    await userEvent.type(prod.getByLabelText(/^Database/), "shop");
    await userEvent.click(bar().getByRole("button", { name: /Save/ }));
    await userEvent.click(await screen.findByRole("button", { name: "Fix" }));
    expect(screen.getByLabelText(/^Name\*/)).toHaveValue("orders_2");
    await userEvent.click(bar().getByRole("button", { name: /Save/ }));
    await waitFor(() => expect(window.location.hash).toBe("#/sources/s2"));
    const request = platform.asked("source.save").at(-1);
    expect(request?.workspace).toBe("w1");
    expect(request?.dev).toBeNull();
    expect(request?.prod?.properties).toMatchObject({ database: "shop", tlsMode: "preferred" });
  });

  it("takes what is typed while it is saved along to the form of the saved source", async () => {
    const platform = rust(orders({ id: "s2", dev: null }));
    let answer: () => void = () => {};
    platform.answer({
      "source.save": () =>
        new Promise((resolve) => {
          answer = () => resolve(orders({ id: "s2", dev: null, description: "" }));
        }),
    });
    renderApp("/sources/new/mysql");
    const { prod } = await sides();
    await userEvent.type(screen.getByLabelText(/^Name\*/), "orders");
    await userEvent.type(prod.getByLabelText(/^Database/), "shop");
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(platform.asked("source.save")).toHaveLength(1));
    await userEvent.type(prod.getByLabelText(/^Database/), "_late");
    answer();
    await waitFor(() => expect(window.location.hash).toBe("#/sources/s2"));
    const there = await sides();
    await waitFor(() => expect(there.prod.getByLabelText(/^Database/)).toHaveValue("shop_late"));
    expect(bar().getByRole("button", { name: /Save/ })).toBeEnabled();
  });

  it("begins with what a pasted URL says; its secret is only a ticket", async () => {
    const platform = rust();
    platform.answer({
      "source.paste": () => ({
        type: "mysql",
        mode: "UrlMode",
        properties: {
          address: [{ host: "h", port: 3307 }],
          database: "shop",
          properties: { connectTimeout: "2000" },
        },
        held: { password: "ticket-1" },
        ignored: ["foo=1"],
      }),
    });
    renderApp("/sources/new");
    await userEvent.type(
      await screen.findByLabelText("Connection URL", undefined, LOADS),
      "mysql://u:geheim@h:3307/shop{Enter}",
    );
    const { dev } = await sides();
    expect(dev.getByLabelText(/^Address/)).toHaveValue("h");
    expect(dev.getByText("Taken from the pasted URL")).toBeInTheDocument();
    expect(dev.getByLabelText("Name 1")).toHaveValue("connectTimeout");
    await userEvent.type(screen.getByLabelText(/^Name\*/), "x");
    await userEvent.click(bar().getByRole("button", { name: /Save/ }));
    await waitFor(() =>
      expect(platform.asked("source.save")[0]?.dev?.secrets).toEqual({ password: { held: "ticket-1" } }),
    );
  });
});

describe("the type picker", () => {
  it("offers every form that was begun, each kept for its type", async () => {
    const kept = (type: string) => ({ v: 1, type, name: "", revision: null, changes: [], lost: [], ask: [] });
    const platform = rust();
    platform.answer({
      "form.load": ({ key }) => {
        const type = key.replace("new:", "");
        const form = type === "mysql" || type === "oss" ? kept(type) : null;
        return form && { form, at: "2026-11-22T10:00:00.000Z" };
      },
    });
    renderApp("/sources/new");
    expect(await screen.findByText(/unfinished MySQL data source/, undefined, LOADS)).toBeInTheDocument();
    expect(screen.getByText(/unfinished OSS data source/)).toBeInTheDocument();
    const [first] = screen.getAllByRole("button", { name: "Discard" });
    await userEvent.click(first as HTMLElement);
    expect(platform.asked("form.keep")).toEqual([{ key: "new:mysql", form: null }]);
  });

  it("keeps the form of each type for itself", async () => {
    const platform = rust();
    renderApp("/sources/new/mysql");
    const { prod } = await sides();
    await userEvent.type(prod.getByLabelText(/^Database/), "shop");
    await waitFor(() => expect(platform.asked("form.keep")[0]?.key).toBe("new:mysql"), LOADS);
    expect(platform.asked("form.load")[0]?.key).toBe("new:mysql");
  });

  it("finds by the Chinese name and opens the first by Enter", async () => {
    rust();
    renderApp("/sources/new");
    await userEvent.type(await screen.findByLabelText("Search types", undefined, LOADS), "对象存储{Enter}");
    await waitFor(() => expect(window.location.hash).toBe("#/sources/new/oss"));
  });
});
