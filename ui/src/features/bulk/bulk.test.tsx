import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { BulkPlanRow, BulkPreview, BulkReport } from "../../api/generated/types";
import { frontDialog } from "../../test/dialog";
import { appError, fakePlatform, page } from "../../test/fake-platform";
import { renderApp } from "../../test/render";
import { row } from "../../test/rows";
import { forgetList } from "../list/filter";

beforeEach(forgetList);

const ROWS = ["crm", "lake", "orders"].map((name) => row(name));

const plan = (name: string, more: Partial<BulkPlanRow> = {}): BulkPlanRow => ({
  id: `id-${name}`,
  name,
  outcome: "done",
  changes: [{ field: "tags", before: [], after: ["core"], secret: false }],
  confirm: [],
  error: null,
  ...more,
});

const preview = (rows: BulkPlanRow[], more: Partial<BulkPreview> = {}): BulkPreview => ({
  total: rows.length,
  changed: rows.filter(({ outcome }) => outcome === "done").length,
  same: 0,
  refused: rows.filter(({ outcome }) => outcome === "refused").length,
  rows,
  typed_name: null,
  undoable: true,
  ...more,
});

const report = (names: string[], more: Partial<BulkReport> = {}): BulkReport => ({
  batch: "b1",
  done: names.length,
  same: 0,
  refused: 0,
  left: 0,
  undoable: true,
  stopped: null,
  rows: names.map((name) => ({ id: `id-${name}`, name, outcome: "done", error: null, tests: [] })),
  ...more,
});

const LIST = { "source.list": () => page(ROWS), "tag.list": () => [], "bulk.unfinished": () => [] };

const box = (name: string) => screen.findByRole("checkbox", { name: `Select ${name}` });
const bar = () => screen.findByRole("region", { name: "Selected data sources" });
const press = async (name: RegExp | string) =>
  userEvent.click(await within(await frontDialog()).findByRole("button", { name }));

describe("a selection in the list", () => {
  it("is made with keys alone, and Escape drops it", async () => {
    fakePlatform(LIST);
    renderApp();
    (await screen.findByRole("link", { name: "crm" })).closest<HTMLElement>("[role=row]")?.focus();
    await userEvent.keyboard(" ");
    expect(await box("crm")).toBeChecked();
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(await bar()).toHaveTextContent("2 selected");
    await userEvent.keyboard("x");
    await waitFor(async () => expect(await bar()).toHaveTextContent("1 selected"));
    await userEvent.keyboard("{Control>}a{/Control}");
    await waitFor(async () => expect(await bar()).toHaveTextContent("3 selected"));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Selected data sources" })).toBeNull());
  });

  it("reaches from one press to the next with Shift", async () => {
    fakePlatform(LIST);
    renderApp();
    const user = userEvent.setup();
    await user.click(await box("crm"));
    await user.keyboard("{Shift>}");
    await user.click(await box("orders"));
    await user.keyboard("{/Shift}");
    expect(await bar()).toHaveTextContent("3 selected");
    expect(await box("lake")).toBeChecked();
  });

  it("of all that match is asked for by the filter, never as a list", async () => {
    const rust = fakePlatform({
      ...LIST,
      "source.list": () => page(ROWS, { total: 100_000, all: 100_000 }),
      "bulk.preview": () => preview([plan("crm")], { changed: 99_999 }),
    });
    renderApp();
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select all 100,000 that match" }));
    await userEvent.click(await box("lake"));
    expect(await bar()).toHaveTextContent("99,999 selected");
    await userEvent.click(within(await bar()).getByRole("button", { name: "Tags…" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Add tags" }), "core{Enter}");
    expect(await screen.findByText("and 99,998 more")).toBeInTheDocument();
    const [asked] = rust.asked("bulk.preview");
    expect(asked?.selection).toMatchObject({ ids: [], except: ["id-lake"], matching: { search: "" } });
  });
});

describe("a change of many", () => {
  it("is previewed, carried out, told row by row and taken back", async () => {
    const refused = plan("lake", { outcome: "refused", changes: [], error: appError("source_gone") });
    const rust = fakePlatform({
      ...LIST,
      "bulk.preview": () => preview([refused, plan("crm")]),
      "bulk.run": (_, { onEvent }) => {
        onEvent?.({ waiting_for: "keychain" });
        onEvent?.({ done: 1, total: 2, row: report(["crm"]).rows[0] });
        return report(["crm"], { refused: 1 });
      },
      "bulk.undo": () => report(["crm"], { undoable: false }),
    });
    renderApp();
    await userEvent.click(await box("crm"));
    await userEvent.click(await box("lake"));
    await userEvent.click(within(await bar()).getByRole("button", { name: "Tags…" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Add tags" }), "core, core, new");
    await press("Preview");
    const dialog = await frontDialog();
    expect(await within(dialog).findByText("1 changes · 1 cannot be changed")).toBeInTheDocument();
    expect(rust.asked("bulk.run")).toEqual([]);
    await press("Change 1");
    expect(await within(dialog).findByRole("region", { name: "Result" })).toHaveTextContent(
      "1changed1refused",
    );
    expect(rust.asked("bulk.run")[0]).toMatchObject({
      workspace: "w1",
      selection: { ids: ["id-crm", "id-lake"] },
      change: { what: "tags", add: ["core", "new"], remove: [] },
    });
    await press("Undo");
    await waitFor(() => expect(rust.asked("bulk.undo")).toEqual([{ batch: "b1" }]));
    expect(await within(dialog).findByText("undone")).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Selected data sources" })).toBeNull());
  });

  it("keeps what was typed on the way back from the preview", async () => {
    fakePlatform({ ...LIST, "bulk.preview": () => preview([plan("crm")]) });
    renderApp();
    await userEvent.click(await box("crm"));
    await userEvent.click(within(await bar()).getByRole("button", { name: "Tags…" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Add tags" }), "core{Enter}");
    await press("Back");
    expect(await screen.findByRole("textbox", { name: "Add tags" })).toHaveValue("core");
  });

  it("of a property asks with the form's own control", async () => {
    const rust = fakePlatform({ ...LIST, "bulk.preview": () => preview([plan("crm")]) });
    renderApp();
    await userEvent.click(await box("crm"));
    await userEvent.click(within(await bar()).getByRole("button", { name: "Set property…" }));
    await userEvent.click(await screen.findByRole("combobox", { name: "Property" }));
    await userEvent.click(await screen.findByRole("option", { name: "Address" }));
    await userEvent.type(await screen.findByRole("textbox", { name: /^Address/ }), "db9");
    await press("Preview");
    await waitFor(() =>
      expect(rust.asked("bulk.preview")[0]?.change).toEqual({
        what: "property",
        type: "mysql",
        mode: "UrlMode",
        env: "prod",
        key: "address",
        value: [{ host: "db9", port: 3306 }],
      }),
    );
  });

  it.each([
    { what: "tags" as const, add: ["core"], remove: [] },
    { what: "secret" as const, env: "prod" as const, slot: "password", secret: null },
  ])("that was interrupted is gone on with after another look: $what", async (change) => {
    const rust = fakePlatform({
      ...LIST,
      "bulk.unfinished": () => [
        { batch: "b7", change, total: 9, done: 4, started_at: "2026-01-02T03:04:05.000Z" },
      ],
      "bulk.preview": () => preview([plan("crm")], { same: 4 }),
      "bulk.run": () => report(["crm"]),
      "bulk.forget": () => ({}),
    });
    renderApp();
    expect(await screen.findByText(/4 of 9 are done/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Continue…" }));
    await press("Change 1");
    await waitFor(() => expect(rust.asked("bulk.run")[0]).toMatchObject({ batch: "b7", change }));
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await screen.findByRole("button", { name: "Leave as it is" }));
    await waitFor(() => expect(rust.asked("bulk.forget")).toEqual([{ batch: "b7" }]));
  });
});
