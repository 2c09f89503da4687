/** Workspaces: made, described, locked, upgraded, deleted. */
import type { Page } from "@playwright/test";
import { database } from "../support/servers";
import { fileSide, mysqlSide, source } from "../support/sources";
import { Form, List, messages, tabTo } from "../support/pages";
import { expect, type Headwater, test } from "../support/test";

const table = (page: Page) => page.getByRole("table");
const row = (page: Page, name: string) =>
  table(page).getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });

async function act(page: Page, name: string, verb: string | RegExp) {
  await row(page, name).getByRole("button", { name: `More actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: verb }).click();
}

/** A basic workspace with a database and a file in it; the current one. */
async function basic(headwater: Headwater, name = "ledger") {
  const { id } = await headwater.call("workspace.create", { name, mode: "basic", description: "" });
  await headwater.call("workspace.select", { workspace: id });
  await headwater.call("source.save", source("orders", "mysql", { prod: mysqlSide() }));
  await headwater.call("source.save", source("clicks", "localfile", { prod: fileSide("/data/clicks.csv") }));
  return id;
}

test("a workspace is made from the switcher, renamed, locked, unlocked and deleted by its name", async ({
  headwater,
  page,
}) => {
  await page.getByRole("button", { name: /^Switch workspace/ }).click();
  await page.getByRole("menuitem", { name: "New workspace…" }).click();
  const dialog = page.getByRole("dialog", { name: "New workspace" });
  await dialog.getByRole("textbox", { name: /^Name/ }).fill("default");
  await dialog.getByRole("radio", { name: /^Basic/ }).click();
  await dialog.getByRole("button", { name: "Create" }).click();
  // The name is taken: another one is offered at the field.
  await dialog.getByRole("button", { name: "Use default_2" }).click();
  await dialog.getByRole("textbox", { name: "Description" }).fill("账目 ledger");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("button", { name: /^Switch workspace: default_2/ })).toContainText("Basic mode");
  await expect(page.getByText("No data sources yet")).toBeVisible();

  await page.getByRole("button", { name: /^Switch workspace/ }).click();
  await page.getByRole("menuitem", { name: "Manage workspaces" }).click();
  await expect(row(page, "default_2")).toContainText("账目 ledger");
  await expect(row(page, "default_2")).toContainText("current");
  await act(page, "default_2", /^Rename/);
  const edit = page.getByRole("dialog", { name: /^Rename/ });
  await edit.getByRole("textbox", { name: /^Name/ }).fill("ledger");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(row(page, "ledger")).toBeVisible();

  await act(page, "ledger", /^Lock production/);
  await expect(row(page, "ledger").getByText("Production (locked)")).toBeVisible();
  await act(page, "ledger", /^Unlock production/);
  const unlock = page.getByRole("dialog", { name: /^Unlock/ });
  await unlock.getByRole("textbox").fill("ledgr");
  await page.keyboard.press("Enter");
  await expect(unlock.getByRole("alert")).toContainText("The name typed is not “ledger”");
  await unlock.getByRole("textbox").fill("ledger");
  await page.keyboard.press("Enter");
  await expect(row(page, "ledger").getByText("Production (locked)")).toHaveCount(0);

  const { workspaces } = await headwater.call("app.state", {});
  const id = workspaces.find(({ name }) => name === "ledger")?.id ?? "";
  await headwater.call("source.save", source("orders", "mysql", { prod: mysqlSide() }, { workspace: id }));
  await act(page, "ledger", /^Delete/);
  const remove = page.getByRole("dialog", { name: /^Delete/ });
  await expect(remove).toContainText("1 data source with its test history");
  await expect(remove).toContainText("the secrets of 1 side, out of the keychain");
  await remove.getByRole("textbox").fill("default");
  await remove.getByRole("button", { name: "Delete for good" }).click();
  await expect(remove.getByRole("alert")).toContainText("nothing was changed");
  await remove.getByRole("textbox").fill("ledger");
  await remove.getByRole("button", { name: "Delete for good" }).click();
  await expect(row(page, "ledger")).toHaveCount(0);
  await expect(row(page, "default")).toContainText("current");
  await row(page, "default").getByRole("button", { name: /^More/ }).click();
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toContainText("It is the only workspace.");
});

for (const prefill of [false, true]) {
  test(`an upgrade is shown first ${prefill ? "with" : "without"} copies of production, and then it is done`, async ({
    headwater,
    page,
  }) => {
    const list = new List(page);
    await basic(headwater);
    await page.reload();
    await page.getByRole("button", { name: /^Switch workspace/ }).click();
    await page.getByRole("menuitem", { name: /^Upgrade/ }).click();
    await expect(page.getByText("There is no way back to basic mode.")).toBeVisible();
    const line = (name: string) => table(page).getByRole("row").filter({ hasText: name });
    await expect(line("orders")).toContainText("Incomplete · to be filled in by hand");
    if (prefill) {
      await page.getByRole("switch", { name: /^Begin development sides/ }).click();
      await expect(line("orders")).toContainText("Copied from production · then misses: Password");
      await expect(line("clicks")).toContainText("nothing is missing");
    }
    // So far it was only shown.
    expect((await headwater.call("app.state", {})).workspaces.find(({ current }) => current)?.mode).toBe("basic");
    await page.getByRole("button", { name: /^Upgrade, with no way back/ }).click();
    await expect(page.getByText("ledger is in standard mode")).toBeVisible();
    await expect(page.getByText(prefill ? /^1 data source has/ : /^2 data sources have/)).toBeVisible();
    await page.getByRole("button", { name: "Go to its data sources" }).click();
    await expect(list.grid.getByRole("columnheader", { name: "Development" })).toBeVisible();
    await expect(list.row("orders")).toContainText(prefill ? "1 field missing" : "Complete Development");
    const saved = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
    expect(saved.prod?.secret_states.password).toBe("stored");
    expect(saved.dev?.secret_states.password).toBe(prefill ? "missing" : undefined);
  });
}

test("by keyboard alone a workspace is made, upgraded and filled in from production", async ({
  headwater,
  page,
}) => {
  const { keyboard } = page;
  const form = new Form(page);
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await keyboard.type("new workspace");
  await expect(page.getByRole("option", { name: /^New workspace/ })).toBeVisible();
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New workspace" });
  await expect(dialog.getByRole("textbox", { name: /^Name/ })).toBeFocused();
  await keyboard.type("ledger");
  await tabTo(page, dialog.getByRole("radio", { name: /^Standard/ }));
  await keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Basic/ })).toBeChecked();
  await keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Create" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Switch workspace: ledger/ })).toBeVisible();
  await headwater.call("source.save", source("orders", "mysql", { prod: mysqlSide() }));

  await keyboard.press("ControlOrMeta+K");
  await keyboard.type("upgrade ledger");
  await expect(page.getByRole("option", { name: /^Upgrade ledger/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(table(page)).toContainText("orders");
  await tabTo(page, page.getByRole("button", { name: /^Upgrade, with/ }));
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Go to its data sources" })).toBeFocused();
  await keyboard.press("Enter");
  const complete = new List(page).row("orders").getByRole("button", { name: "Complete Development" });
  await tabTo(page, complete);
  await keyboard.press("Enter");
  // It opens at the offer to begin with what production has.
  await expect(form.dev.box.getByRole("button", { name: "Values", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  await expect(form.dev.text("Database")).toHaveValue(database.database);
  await keyboard.press("ControlOrMeta+S");
  await expect(messages(page)).toContainText("orders is saved as a draft");
});
