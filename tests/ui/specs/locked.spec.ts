/** Locked production: edits, deletions and secrets want the name typed; and what a role may not do. */
import type { Page } from "@playwright/test";
import { Form, List, messages } from "../support/pages";
import { database } from "../support/servers";
import { mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

const question = (page: Page) => page.getByRole("dialog", { name: /^Change locked production of orders/ });

let id = "";

test.beforeEach(async ({ headwater, page }) => {
  headwater.secrets.add(database.password);
  const sides = { dev: mysqlSide(), prod: mysqlSide() };
  ({ id } = await headwater.call("source.save", source("orders", "mysql", sides)));
  const { workspace } = await headwater.call("app.state", {});
  await headwater.call("workspace.change", { workspace, locked: true });
  await page.reload();
});

test("an edit and a secret of production want the name, development and words do not", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  const saved = () => headwater.call("source.get", { id });
  await headwater.go(`/sources/${id}`);
  await expect(form.prod.box.getByText(/^Locked: to save/)).toBeVisible();
  await expect(form.prod.box.getByText("Production (locked)")).toBeVisible();
  await form.dev.text("Database").fill("shop_dev");
  await form.description.fill("words");
  await form.save.click();
  await expect(messages(page)).toContainText("orders is saved");

  await form.prod.text("Database").fill("other");
  await form.save.click();
  await question(page).getByRole("textbox").fill("Orders");
  await page.keyboard.press("Enter");
  await expect(question(page).getByRole("alert")).toContainText("The name typed is not “orders”");
  expect((await saved()).prod?.properties.database).toBe(database.database);
  // Whoever decides against it keeps what they typed, and is told nothing bad.
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveCount(0);
  await expect(form.prod.text("Database")).toHaveValue("other");
  await form.save.click();
  await question(page).getByRole("textbox").fill("orders");
  await question(page).getByRole("button", { name: "Change production" }).click();
  await expect(form.bar).toContainText("No unsaved changes");
  expect((await saved()).prod?.properties.database).toBe("other");

  await form.prod.setSecret("Password", "a new one");
  await form.save.click();
  await question(page).getByRole("textbox").fill("orders");
  await page.keyboard.press("Enter");
  await expect(form.bar).toContainText("No unsaved changes");
});

test("a deletion asks over its own dialog, which stays when the question is closed", async ({ page }) => {
  const list = new List(page);
  await list.more("orders", "Delete");
  const dialog = page.getByRole("dialog", { name: "Delete orders?" });
  await expect(dialog).toContainText("you will be asked to type the name");
  await dialog.getByRole("radio", { name: "Production only" }).click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(question(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await question(page).getByRole("textbox").fill("orders");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(list.row("orders").getByRole("button", { name: "Complete Production" })).toBeVisible();
});

test("development can be deleted without a word", async ({ page }) => {
  const list = new List(page);
  await list.more("orders", "Delete");
  const dialog = page.getByRole("dialog", { name: "Delete orders?" });
  await dialog.getByRole("radio", { name: "Development only" }).click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(list.row("orders").getByRole("button", { name: "Complete Development" })).toBeVisible();
});

test("锁定的生产环境在中文界面同样要求输入名称", async ({ headwater, page }) => {
  await headwater.call("settings.set", { settings: { language: "zh-CN", theme: "light" } });
  await page.reload();
  await headwater.go(`/sources/${id}`);
  const prod = page.getByRole("region", { name: "生产环境", exact: true });
  await expect(prod.getByText("生产环境 (已锁定)")).toBeVisible();
  await prod.getByRole("textbox", { name: /^数据库/ }).fill("other");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /修改.*orders.*已锁定的生产环境/ });
  await dialog.getByRole("textbox").fill("order");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("输入的名称不是“orders”");
  await dialog.getByRole("textbox").fill("orders");
  await page.keyboard.press("Enter");
  await expect(page.getByText("没有未保存的修改")).toBeVisible();
});

test("a developer is told what the role may not do, before trying", async ({ headwater, page }) => {
  await headwater.call("identity.set", { identity: { user: "li", role: "developer" } });
  await page.reload();
  const why = "Not for the role Developer.";
  await expect(page.getByRole("button", { name: "New data source" })).toBeDisabled();
  await expect(page.getByRole("main").getByText(why)).toBeVisible();
  await page.getByRole("button", { name: "More actions for orders" }).click();
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toContainText(why);
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("menuitem", { name: "Open" }).click();
  await expect(new Form(page).bar).toContainText(why);
  await expect(new Form(page).save).toBeDisabled();
  await headwater.go("/workspaces");
  await expect(page.getByRole("button", { name: "New workspace" })).toBeDisabled();
});
