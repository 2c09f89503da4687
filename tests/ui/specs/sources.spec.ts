import { Form, List, messages, Panel } from "../support/pages";
import { database } from "../support/servers";
import { mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

test.beforeEach(async ({ headwater, page }) => {
  headwater.secrets.add(database.password).add(database.odd_password);
  const sides = { dev: mysqlSide(), prod: mysqlSide({ username: database.odd_user }, database.odd_password) };
  await headwater.call("source.save", source("orders", "mysql", sides, { tags: ["core"] }));
  await page.reload();
});

test("a clone gets a name proposed, carries the secrets over and can be tested and edited on its own", async ({
  page,
}) => {
  const list = new List(page);
  const form = new Form(page);
  const panel = new Panel(page);
  await list.more("orders", "Clone");
  const dialog = page.getByRole("dialog", { name: "Clone orders" });
  const name = dialog.getByRole("textbox", { name: "Name of the copy" });
  await expect(name).toHaveValue("orders_copy");
  await name.fill("orders");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: /^Use orders/ }).click();
  await expect(dialog.getByRole("radio", { name: /^Copy them/ })).toBeChecked();
  await dialog.getByRole("button", { name: "Clone", exact: true }).click();
  await expect(messages(page)).toContainText("orders_copy");

  // The odd password has come through unharmed: the server takes it.
  await list.row("orders_copy").getByRole("link").click();
  await expect(form.prod.secret("Password")).toContainText("Stored in the keychain");
  await form.bar.getByRole("button", { name: "Test both" }).click();
  await expect(panel.verdict).toContainText("Connectable");
  await panel.side("prod").click();
  await expect(panel.verdict).toContainText("Connectable");
  await panel.box.getByRole("button", { name: "Close the test" }).click();

  await form.description.fill("副本");
  await form.dev.text("User name").fill(database.reader);
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(list.row("orders_copy")).toContainText("副本");
  await list.row("orders").getByRole("link").click();
  await expect(form.dev.text("User name")).toHaveValue(database.user);
  await expect(form.description).toHaveValue("");
});

test("a clone without secrets is incomplete until they are entered", async ({ page }) => {
  const list = new List(page);
  await list.more("orders", "Clone");
  const dialog = page.getByRole("dialog", { name: "Clone orders" });
  await dialog.getByRole("radio", { name: /^Leave them out/ }).click();
  await dialog.getByRole("checkbox", { name: "Production" }).click();
  await dialog.getByRole("button", { name: "Clone", exact: true }).click();
  await expect(list.row("orders_copy")).toContainText("Incomplete");
  await expect(list.row("orders_copy").getByRole("button", { name: "Complete Production" })).toBeVisible();
});

test("a deletion is undone, secrets included", async ({ page }) => {
  const list = new List(page);
  const panel = new Panel(page);
  await list.more("orders", "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(list.row("orders")).toHaveCount(0);
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(list.row("orders")).toBeVisible();
  await list.test("orders", "Production");
  await expect(panel.verdict).toContainText("Connectable");
});

test("everything is found again by another process, and what is deleted stays deleted", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const panel = new Panel(page);
  await list.more("orders", "Clone");
  await page.getByRole("dialog").getByRole("button", { name: "Clone", exact: true }).click();
  await expect(list.row("orders_copy")).toBeVisible();
  await list.more("orders", "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  // Under the dialog no row is found either: the message says that it is done.
  await expect(messages(page)).toContainText("deleted");
  await expect(list.row("orders")).toHaveCount(0);

  await headwater.restart();
  await expect(list.row("orders_copy")).toContainText("core");
  await expect(list.row("orders")).toHaveCount(0);
  await list.test("orders_copy", "Test both");
  await expect(panel.verdict).toContainText("Connectable");
  await expect(list.row("orders_copy").getByText("Connectable")).toHaveCount(2);
  await headwater.restart();
  await expect(list.row("orders_copy").getByText("Connectable")).toHaveCount(2);
});

test("a change made elsewhere meanwhile is neither lost nor overwritten", async ({ headwater, page }) => {
  const list = new List(page);
  const form = new Form(page);
  await list.row("orders").getByRole("link").click();
  await expect(form.dev.text("Database")).toHaveValue(database.database);
  const { id, revision } = await headwater.call("source.named", {
    workspace: null,
    name: "orders",
    deleted: false,
  });
  await headwater.call("source.patch", { id, revision, patch: { description: "theirs" } });

  await form.dev.text("User name").fill(database.reader);
  await form.save.click();
  await expect(page.getByText(/was changed elsewhere/)).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await expect(form.description).toHaveValue("theirs");
  await expect(form.dev.text("User name")).toHaveValue(database.reader);
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  const saved = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
  expect([saved.description, saved.dev?.properties.username]).toEqual(["theirs", database.reader]);
});
