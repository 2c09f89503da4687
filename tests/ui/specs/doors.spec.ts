/** Management Center and Data Integration: what is made behind one door and seen behind the other. */
import type { Page } from "@playwright/test";
import { Form, List, messages } from "../support/pages";
import { database } from "../support/servers";
import { fileSide, mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

const integration = (page: Page) => page.getByRole("link", { name: /^Data sources \(Data Integration\)/ });
const center = (page: Page) =>
  page.getByRole("navigation").getByRole("link", { name: /^Data sources/ }).first();

test("what is made in Data Integration has production only, and is completed in Management Center", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const form = new Form(page);
  headwater.secrets.add(database.password);
  await integration(page).click();
  await page.getByRole("button", { name: "New data source" }).click();
  await page.getByRole("button", { name: /^MySQL/ }).click();
  await expect(form.dev.box).toHaveCount(0);
  await form.name.fill("orders");
  await form.prod.fill({
    Address: database.host,
    Port: String(database.plain_port),
    Database: database.database,
    "User name": database.user,
  });
  await form.prod.setSecret("Password", database.password);
  await form.saved("orders");
  await expect(page.getByRole("button", { name: "Clone" })).toHaveCount(0);

  await page.getByRole("button", { name: "Back" }).click();
  await expect(list.grid.getByRole("columnheader", { name: "Production" })).toBeVisible();
  await expect(list.grid.getByRole("columnheader", { name: "Development" })).toHaveCount(0);
  await page.getByRole("button", { name: "More actions for orders" }).click();
  await expect(page.getByRole("menuitem", { name: "Clone" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  // It says where the rest is, and leads there.
  await page.getByRole("link", { name: "Management Center › Data sources" }).click();
  await expect(list.grid.getByRole("columnheader", { name: "Development" })).toBeVisible();
  await expect(list.row("orders")).toContainText("Incomplete");
  await list.row("orders").getByRole("button", { name: "Complete Development" }).click();
  await form.dev.box.getByRole("button", { name: "Values and secrets" }).click();
  await form.dev.text("Database").fill("shop_dev");
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");

  // And the other way: an edit of production behind the other door leaves development alone.
  await integration(page).click();
  await list.row("orders").getByRole("link").click();
  await form.prod.text("Database").fill("shop_2");
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  const saved = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
  expect([saved.dev?.properties.database, saved.prod?.properties.database]).toEqual(["shop_dev", "shop_2"]);
});

test("a deletion in Data Integration takes production and leaves development", async ({ headwater, page }) => {
  const list = new List(page);
  const sides = { dev: fileSide("/data/dev.csv"), prod: fileSide("/data/prod.csv") };
  await headwater.call("source.save", source("clicks", "localfile", sides));
  await integration(page).click();
  await list.more("clicks", "Delete");
  const dialog = page.getByRole("dialog", { name: "Delete clicks?" });
  await expect(dialog).toContainText("development stays in Management Center");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(messages(page)).toContainText("deleted");
  await center(page).click();
  await expect(list.row("clicks").getByRole("button", { name: "Complete Production" })).toBeVisible();
});

test("in basic mode both lists are the same, and the form has one side", async ({ headwater, page }) => {
  const list = new List(page);
  const form = new Form(page);
  const { id } = await headwater.call("workspace.create", { name: "small", mode: "basic", description: "" });
  await headwater.call("workspace.select", { workspace: id });
  await headwater.call("source.save", source("clicks", "localfile", { prod: fileSide("/data/clicks.csv") }));
  await page.reload();
  for (const door of [center(page), integration(page)]) {
    await door.click();
    await expect(list.grid.getByRole("columnheader", { name: "Production" })).toBeVisible();
    await expect(list.grid.getByRole("columnheader", { name: "Development" })).toHaveCount(0);
    await list.row("clicks").getByRole("link").click();
    await expect(form.prod.box).toBeVisible();
    await expect(form.dev.box).toHaveCount(0);
  }
});

test("where it can be used says why not, and leads to the side that is missing", async ({ headwater, page }) => {
  const form = new Form(page);
  headwater.secrets.add(database.password);
  const { id } = await headwater.call(
    "source.save",
    source("orders", "mysql", { prod: mysqlSide() }, { door: "data_integration" }),
  );
  await headwater.go(`/sources/${id}`);
  await page.getByRole("button", { name: /^Where it can be used/ }).click();
  const uses = page.getByRole("table");
  const batch = uses.getByRole("row", { name: /^Single table, batch/ }).first();
  await expect(batch).toContainText("The development side is incomplete");
  await expect(uses.getByRole("row", { name: /^Full database, real time/ })).toContainText("Allowed");
  await batch.getByRole("button", { name: "Complete Development" }).click();
  await expect(form.dev.box.getByRole("button", { name: "Values", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await form.save.click();
  await expect(batch).toContainText("Allowed");
});
