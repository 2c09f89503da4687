import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { SourceView, WorkspaceView } from "../../api/generated/types";
import { ApiError } from "../../platform";
import { frontDialog } from "../../test/dialog";
import { appError, fakePlatform, page, APP_STATE as STATE } from "../../test/fake-platform";
import { renderApp } from "../../test/render";
import { ABSENT, connectable, row, TWO_MISSING, unreachable, warned } from "../../test/rows";
import { forgetList } from "./filter";

beforeEach(forgetList);

const THREE = [
  row("orders", { dev: connectable(), tags: ["core"] }),
  row("crm", { dev: TWO_MISSING, prod: unreachable("file.absent", { path: "/data/shop.db" }) }),
  row("clicks", { dev: ABSENT }),
];

const grid = () => screen.findByRole("grid", { name: "Data sources" });
const rowOf = async (name: string) => {
  const link = await screen.findByRole("link", { name });
  return link.closest<HTMLElement>("[role=row]") as HTMLElement;
};

describe("the list", () => {
  it("shows per side what matters most", async () => {
    fakePlatform({ "source.list": () => page(THREE, { attention: 1 }) });
    renderApp();
    const crm = await rowOf("crm");
    expect(within(crm).getByText("2 fields missing")).toBeInTheDocument();
    expect(within(crm).getByText("Unreachable")).toBeInTheDocument();
    expect(await within(crm).findByText("/data/shop.db does not exist")).toBeInTheDocument();
    expect(
      within(await rowOf("clicks")).getByRole("button", { name: "Complete Development" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "1 needs attention" })).toBeInTheDocument();
  });

  it("keeps the address beside a warning, which is a word and not a colour only", async () => {
    fakePlatform({
      "source.list": () => page([row("orders", { dev: connectable(), prod: warned("mysql.clock") })]),
    });
    renderApp();
    const orders = await rowOf("orders");
    expect(within(orders).getAllByText("10.20.0.14:3306/shop_dev")).toHaveLength(2);
    expect(within(orders).getAllByText("warning")).toHaveLength(1);
  });

  it("goes from the search to the first row", async () => {
    fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await rowOf("orders");
    await userEvent.keyboard("/");
    await userEvent.keyboard("o{ArrowDown}");
    await waitFor(async () => expect(await rowOf("orders")).toHaveFocus());
  });

  it("goes on at the next row after a delete, and Ctrl-Z takes it back", async () => {
    let rows = THREE;
    const gone = { id: "id-orders", name: "orders", envs: ["dev" as const, "prod" as const] };
    const rust = fakePlatform({
      "source.list": () => page(rows),
      "source.impact": () => ({ envs: ["dev", "prod"], lines: [], modules: [], shared_with: [] }),
      "source.delete": () => {
        rows = THREE.slice(1);
        return gone;
      },
      "source.restore": () => ({}) as SourceView,
    });
    renderApp();
    (await rowOf("orders")).focus();
    await userEvent.keyboard("{Delete}");
    const dialog = await frontDialog();
    const [confirm] = (await within(dialog).findAllByRole("button", { name: "Delete" })).slice(-1);
    await waitFor(() => expect(confirm).toBeEnabled());
    await userEvent.click(confirm as HTMLElement);
    await waitFor(async () => expect(await rowOf("crm")).toHaveFocus());
    expect(await screen.findByRole("button", { name: "Undo" })).toBeInTheDocument();
    await userEvent.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(rust.asked("source.restore")).toHaveLength(1));
  });

  it("asks for what is searched once typing rests", async () => {
    const rust = fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await grid();
    await userEvent.keyboard("/");
    await userEvent.keyboard("shop");
    await waitFor(() => expect(rust.asked("source.list").at(-1)?.search).toBe("shop"));
    expect(rust.asked("source.list").map((request) => request.search)).toEqual(["", "shop"]);
  });

  it("filters by type and clears the filter again", async () => {
    const rust = fakePlatform({
      "source.list": ({ types }) => (types.length > 0 ? page([], { all: 3 }) : page(THREE)),
    });
    renderApp();
    await grid();
    const bar = await screen.findByRole("search");
    await userEvent.click(within(bar).getByRole("button", { name: "Type" }));
    await userEvent.click(await screen.findByRole("menuitemcheckbox", { name: "OSS" }));
    expect(await screen.findByText("Nothing matches")).toBeInTheDocument();
    expect(rust.asked("source.list").at(-1)?.types).toEqual(["oss"]);
    await userEvent.keyboard("{Escape}");
    const [clear] = screen.getAllByRole("button", { name: "Clear filters" });
    await userEvent.click(clear as HTMLElement);
    expect(await grid()).toBeInTheDocument();
  });

  it("sorts by a column head and turns around at the second press", async () => {
    const rust = fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await grid();
    await userEvent.click(screen.getByRole("button", { name: "Modified" }));
    await waitFor(() =>
      expect(rust.asked("source.list").at(-1)).toMatchObject({ sort: "modified", descending: true }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Modified" }));
    await waitFor(() => expect(rust.asked("source.list").at(-1)).toMatchObject({ descending: false }));
    expect(screen.getByRole("columnheader", { name: /^Modified/ })).toHaveAttribute("aria-sort", "ascending");
  });

  it("asks for the next page by its cursor", async () => {
    const rust = fakePlatform({
      "source.list": ({ cursor }) =>
        page([row(cursor ?? "first")], { total: 2, all: 2, next: cursor ? null : "second" }),
    });
    renderApp();
    expect(await rowOf("second")).toBeInTheDocument();
    expect(rust.asked("source.list").map((request) => request.cursor)).toEqual([null, "second"]);
    expect(await grid()).toHaveAttribute("aria-rowcount", "3");
  });

  it("moves with j and k and opens with Enter", async () => {
    fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await rowOf("orders");
    await userEvent.keyboard("j");
    await waitFor(async () => expect(await rowOf("orders")).toHaveFocus());
    await userEvent.keyboard("j");
    await waitFor(async () => expect(await rowOf("crm")).toHaveFocus());
    expect(await rowOf("crm")).toHaveAttribute("aria-selected", "false");
    await userEvent.keyboard("k{Enter}");
    await waitFor(() => expect(window.location.hash).toBe("#/sources/id-orders"));
  });

  it("offers only the sides that there are to be tested", async () => {
    fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await userEvent.click(within(await rowOf("orders")).getByRole("button", { name: "Test orders" }));
    expect(await screen.findByRole("menuitem", { name: "Test both" })).toBeInTheDocument();
    expect(within(await rowOf("clicks")).getByRole("button", { name: "Test clicks" })).not.toHaveAttribute(
      "aria-haspopup",
    );
  });

  it("deletes with a way back", async () => {
    const gone = { id: "id-orders", name: "orders", envs: ["dev" as const] };
    const rust = fakePlatform({
      "source.list": () => page(THREE),
      "source.impact": () => ({ envs: ["dev", "prod"], lines: [], modules: [], shared_with: [] }),
      "source.delete": () => gone,
      "source.restore": () => ({}) as SourceView,
    });
    renderApp();
    (await rowOf("orders")).focus();
    await userEvent.keyboard("{Delete}");
    const dialog = await frontDialog();
    await userEvent.click(await within(dialog).findByRole("radio", { name: /Development only/ }));
    const [confirm] = (await within(dialog).findAllByRole("button", { name: "Delete" })).slice(-1);
    await userEvent.click(confirm as HTMLElement);
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(rust.asked("source.delete")).toEqual([{ id: "id-orders", envs: ["dev"] }]);
    // Not a side that was deleted some other day.
    await waitFor(() => expect(rust.asked("source.restore")).toEqual([{ id: "id-orders", envs: ["dev"] }]));
  });

  it("is of the workspace that the page shows, wherever a terminal has gone since", async () => {
    const rust = fakePlatform({ "source.list": () => page(THREE) });
    renderApp();
    await grid();
    expect(rust.asked("source.list").map((request) => request.workspace)).toEqual(["w1"]);
  });

  it("begins with what to do when there is nothing", async () => {
    const rust = fakePlatform({
      "source.list": () => page([]),
      "workspace.sample": () => ({ workspace: STATE.workspaces[0] as WorkspaceView }),
    });
    renderApp();
    expect(await screen.findByText("No data sources yet")).toBeInTheDocument();
    expect(screen.queryByRole("search")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Open sample workspace" }));
    expect(rust.asked("workspace.sample")).toHaveLength(1);
  });

  it("says why it cannot be read and reads again", async () => {
    const rust = fakePlatform({
      "source.list": () => {
        throw new ApiError(appError("database_failed", { detail: "disk I/O error" }));
      },
    });
    renderApp();
    expect(await screen.findByText("The database could not be used")).toBeInTheDocument();
    expect(screen.getByText("disk I/O error")).toBeInTheDocument();
    rust.answer({ "source.list": () => page(THREE) });
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(await rowOf("orders")).toBeInTheDocument();
  });

  it("speaks Chinese when the settings say so", async () => {
    const rust = fakePlatform({ "source.list": () => page(THREE) });
    rust.answer({ "app.state": () => ({ ...STATE, settings: { language: "zh-CN", theme: "dark" } }) });
    renderApp();
    expect(await screen.findByRole("heading", { name: "数据源" })).toBeInTheDocument();
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
    expect(localStorage.getItem("headwater.theme")).toBe("dark");
    expect(localStorage.getItem("headwater.language")).toBe("zh-CN");
  });
});
