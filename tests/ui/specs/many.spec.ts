/** Many data sources: selected, changed at once after a preview, taken back; also with keys alone and in Chinese. */
import type { Page } from "@playwright/test";
import { List, messages, tabTo } from "../support/pages";
import { fileSide, mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

const PASSWORD = "rotated-for-all-4W";

const bar = (page: Page) => page.getByRole("region", { name: "Selected data sources" });
const dialog = (page: Page) => page.getByRole("dialog").last();
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name }).click();
const pick = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });

test.beforeEach(async ({ headwater, page }) => {
  headwater.secrets.add(PASSWORD);
  const side = (database: string) => mysqlSide({ database, address: [{ host: "10.9.9.9", port: 3306 }] }, "first-3K");
  headwater.secrets.add("first-3K");
  for (const name of ["crm", "orders"]) {
    const sides = { dev: side("shop_dev"), prod: side("shop") };
    await headwater.call("source.save", source(name, "mysql", sides, { tags: ["old"] }));
  }
  const files = { dev: fileSide("/data/a.csv"), prod: fileSide("/data/b.csv") };
  await headwater.call("source.save", source("events", "localfile", files));
  await page.reload();
  await expect(new List(page).row("crm")).toBeVisible();
});

test("tags and a property change after a preview, and one press takes each back", async ({ headwater, page }) => {
  const named = (name: string) => headwater.call("source.named", { workspace: null, name, deleted: false });
  await pick(page, "crm").click();
  await pick(page, "orders").click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 selected");

  await bar(page).getByRole("button", { name: "Tags…" }).click();
  await dialog(page).getByRole("textbox", { name: "Add tags" }).fill("core");
  await dialog(page).getByRole("checkbox", { name: /^old/ }).click();
  await press(page, "Preview");
  await expect(dialog(page).getByRole("row", { name: /^crm/ })).toContainText("old→core");
  await press(page, "Change 3");
  await expect(dialog(page).getByRole("region", { name: "Result" })).toContainText("3changed");
  expect((await named("crm")).tags).toEqual(["core"]);
  await press(page, "Undo");
  await expect(dialog(page).getByRole("region", { name: "Result" })).toContainText("3undone");
  expect((await named("crm")).tags).toEqual(["old"]);
  await press(page, "Done");
  await expect(bar(page)).toHaveCount(0);

  // The other type is refused, and says why; the message takes the change back when the dialog is gone.
  await page.getByRole("checkbox", { name: "Select all 3 that match" }).click();
  await bar(page).getByRole("button", { name: "Set property…" }).click();
  await dialog(page).getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "MySQL" }).click();
  await dialog(page).getByRole("combobox", { name: "Property" }).click();
  await page.getByRole("option", { name: "Database", exact: true }).click();
  await dialog(page).getByRole("textbox", { name: /^Database/ }).fill("warehouse");
  await press(page, "Preview");
  await expect(dialog(page)).toContainText("2 change · 1 cannot be changed");
  await expect(dialog(page).getByRole("row", { name: /^orders/ })).toContainText("shop→warehouse");
  await press(page, "Change 2");
  await expect(dialog(page)).toContainText("2changed1refused");
  expect((await named("orders")).prod?.properties.database).toBe("warehouse");
  await press(page, "Done");
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await named("orders")).prod?.properties.database).toBe("shop");
});

test("one secret is rotated for many, in locked production too, and never shown", async ({ headwater, page }) => {
  const { workspace } = await headwater.call("app.state", {});
  await headwater.call("workspace.change", { workspace, locked: true });
  await page.reload();
  await pick(page, "crm").click();
  await pick(page, "orders").click();
  await bar(page).getByRole("button", { name: "Set secret…" }).click();
  await dialog(page).getByRole("combobox", { name: "Secret" }).click();
  await page.getByRole("option", { name: /^Password/ }).click();
  await dialog(page).getByRole("textbox", { name: "New value" }).fill(PASSWORD);
  await press(page, "Preview");
  await expect(dialog(page)).toContainText("Production of default is locked");
  await expect(dialog(page).getByRole("row", { name: /^crm/ })).toContainText("secret changes");
  await press(page, "Change 2");
  await dialog(page).getByRole("textbox").fill("default");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("2changed");
  await expect(dialog(page).getByRole("button", { name: "Undo" })).toHaveCount(0);
});

test("a selection is exported, tested and deleted", async ({ headwater, page }) => {
  await page.getByRole("checkbox", { name: "Select all 3 that match" }).click();
  await pick(page, "crm").click();
  await expect(bar(page)).toContainText("2 selected");
  await bar(page).getByRole("button", { name: "Export…" }).click();
  await expect(dialog(page)).toContainText("2 data sources");
  await press(page, "Export");
  // Files of this computer are nothing that DataWorks takes.
  await expect(dialog(page)).toContainText("Exported 1 data source");
  await press(page, "Done");

  await pick(page, "orders").click();
  await expect(bar(page)).toContainText("1 selected");
  await bar(page).getByRole("button", { name: "Test…" }).click();
  await dialog(page).getByRole("radio", { name: "Both sides" }).click();
  await press(page, "Preview");
  await press(page, "Test 1");
  await expect(dialog(page).getByRole("row", { name: /^events/ })).toContainText("Configuration error");
  await press(page, "Done");

  await page.getByRole("checkbox", { name: "Select all 3 that match" }).click();
  await bar(page).getByRole("button", { name: "Delete…" }).click();
  await dialog(page).getByRole("radio", { name: "Whole data sources" }).click();
  await press(page, "Preview");
  await press(page, "Delete 3");
  await expect(dialog(page)).toContainText("3deleted");
  await press(page, "Done");
  await expect(page.getByText("No data sources yet")).toBeVisible();
  await expect(messages(page).getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => new List(page).names()).toEqual(["crm", "events", "orders"]);
  expect((await headwater.call("source.deleted", { workspace: null })).length).toBe(0);
});

test("keys alone select and tag, in Chinese", async ({ headwater, page }) => {
  await headwater.call("settings.set", { settings: { language: "zh-CN", theme: "dark" } });
  await page.reload();
  await expect(page.getByRole("heading", { name: "数据源", level: 1 })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("region", { name: "已选数据源" });
  await expect(bar).toContainText("已选 2 个");
  await tabTo(page, bar.getByRole("button", { name: "标签…" }));
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("textbox", { name: "添加标签" })).toBeFocused();
  await page.keyboard.type("核心，常用");
  await page.keyboard.press("Enter");
  const run = dialog(page).getByRole("button", { name: "更改 2 个" });
  await expect(run).toBeVisible();
  await tabTo(page, run);
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("region", { name: "结果" })).toContainText("2已更改");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row", { name: /crm/ })).toContainText("核心");
  await expect(bar).toHaveCount(0);
});

test("a filter gets a name, is found again by its menu and by the palette, renamed and deleted", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const menu = (name: string | RegExp) => page.getByRole("search").getByRole("button", { name });
  await menu("Saved filters").click();
  await expect(page.getByRole("menuitem", { name: /^Save this filter/ })).toBeDisabled();
  await page.keyboard.press("Escape");
  await list.search.fill("event");
  await expect.poll(() => list.names()).toEqual(["events"]);
  await menu("Saved filters").click();
  await page.getByRole("menuitem", { name: "Save this filter…" }).click();
  await dialog(page).getByRole("textbox", { name: /^Name/ }).fill("Daily files");
  await page.keyboard.press("Enter");
  await expect(menu("Daily files")).toBeVisible();
  await menu("Clear filters").click();
  await expect.poll(() => list.names()).toEqual(["crm", "events", "orders"]);

  // The same name again is refused, with another one at hand.
  await list.search.fill("crm");
  await menu("Saved filters").click();
  await page.getByRole("menuitem", { name: "Save this filter…" }).click();
  await dialog(page).getByRole("textbox", { name: /^Name/ }).fill("Daily files");
  await page.keyboard.press("Enter");
  await press(page, "Use Daily files 2");
  await press(page, "Save");
  await expect(menu("Daily files 2")).toBeVisible();

  // From another page, with the keyboard.
  await headwater.go("/settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("dialog", { name: "Commands" }).getByRole("combobox").fill("filter daily files");
  await page.keyboard.press("Enter");
  await expect.poll(() => list.names()).toEqual(["events"]);

  await menu("Daily files").click();
  await page.getByRole("menuitem", { name: "Rename or delete…" }).click();
  await press(page, "Delete Daily files 2");
  await expect(dialog(page).getByRole("row")).toHaveCount(2);
  await press(page, "Rename Daily files");
  await dialog(page).getByRole("textbox", { name: /^Name/ }).fill("Files");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("rowheader", { name: "Files", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu("Files")).toBeVisible();
  expect((await headwater.call("filter.list", { workspace: null })).map(({ name }) => name)).toEqual(["Files"]);
});
