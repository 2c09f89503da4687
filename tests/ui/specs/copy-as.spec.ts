/** Copy as: every form of a side with *** for its secrets; with them it goes to the clipboard past the page. */
import type { Page } from "@playwright/test";
import { Form, List, messages, tabTo } from "../support/pages";
import { source } from "../support/sources";
import { expect, test } from "../support/test";

const PASSWORD = "never-in-the-page-8K";

const side = (database: string) => ({
  mode: "UrlMode",
  properties: { address: [{ host: "10.20.0.14", port: 3306 }], database, username: "it's" },
  secrets: { password: PASSWORD },
  confirm: null,
});

test.beforeEach(async ({ context, headwater, page }) => {
  // The page's own clipboard; the core's is that of the display, and here there is none.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  headwater.secrets.add(PASSWORD);
  await headwater.call("source.save", source("orders", "mysql", { dev: side("shop_dev"), prod: side("shop") }));
  await page.reload();
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "Copy orders" });
const preview = (page: Page) => dialog(page).getByRole("textbox", { name: "Preview" });
const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("both sides, every form, masked", async ({ page }) => {
  await new List(page).more("orders", "Copy as…");
  await expect(preview(page)).toHaveValue("mysql://it%27s:***@10.20.0.14:3306/shop_dev");
  await dialog(page).getByRole("radio", { name: "Production" }).click();
  await expect(preview(page)).toHaveValue("mysql://it%27s:***@10.20.0.14:3306/shop");
  for (const [form, shows] of [
    ["JDBC URL", "jdbc:mysql://10.20.0.14:3306/shop?user=it%27s&password=***"],
    [".env file", "MYSQL_USER='it'\\''s'"],
    ["docker run", "-e MYSQL_PWD"],
    ["Command line mysql", "MYSQL_PWD='***' mysql "],
    ["Python mysql-connector-python", 'user="it\'s"'],
    ["Java JDBC", "DriverManager.getConnection("],
    ["Rust mysql_async", '.pass(Some("***"))'],
    ["Go go-sql-driver/mysql", 'config.Passwd = "***"'],
  ] as const) {
    await dialog(page).getByRole("radio", { name: form, exact: true }).click();
    await expect(preview(page)).toHaveValue(new RegExp(shows.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  }
  await dialog(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(dialog(page).getByRole("status")).toHaveText("Copied.");
  expect(await pasted(page)).toBe(await preview(page).inputValue());
});

test("with its secrets it does not go through the page", async ({ page }) => {
  await new List(page).more("orders", "Copy as…");
  const withSecrets = dialog(page).getByRole("switch", { name: "With its secrets" });
  await withSecrets.click();
  await expect(preview(page)).toHaveValue(/\*\*\*/);
  await dialog(page).getByRole("button", { name: "Copy", exact: true }).click();
  const refused = dialog(page).getByRole("alert");
  await expect(refused).toContainText("There is no clipboard here that a secret can be put into");
  await dialog(page).getByRole("button", { name: "Copy Password" }).click();
  await expect(refused).toContainText("There is no clipboard here");
  await withSecrets.click();
  await dialog(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(dialog(page).getByRole("status")).toHaveText("Copied.");
  await expect(refused).toHaveCount(0);
});

test("who may not have the secrets is told so before", async ({ headwater, page }) => {
  await headwater.call("identity.set", { identity: { user: "li", role: "developer" } });
  await page.reload();
  await new List(page).more("orders", "Copy as…");
  await expect(dialog(page).getByRole("switch", { name: "With its secrets" })).toBeDisabled();
  await expect(dialog(page)).toContainText("The role Developer may not do this");
  await expect(dialog(page).getByRole("button", { name: "Copy Password" })).toHaveCount(0);
  await expect(preview(page)).toHaveValue(/mysql:/);
});

test("by keyboard and in Chinese, from the form", async ({ headwater, page }) => {
  await headwater.call("settings.set", { settings: { language: "zh-CN", theme: "light" } });
  await page.reload();
  await page.getByRole("link", { name: "orders", exact: true }).press("Enter");
  const menu = page.getByRole("button", { name: "更多操作", exact: true });
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "复制为…" });
  await expect(item).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(item).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("Enter");
  const box = page.getByRole("dialog", { name: "复制 orders" });
  await tabTo(page, box.getByRole("radio", { name: "URL", exact: true }));
  await page.keyboard.press("ArrowDown");
  await expect(box.getByRole("textbox", { name: "预览" })).toHaveValue(/^jdbc:mysql:/);
  await tabTo(page, box.getByRole("button", { name: "复制", exact: true }));
  await page.keyboard.press("Enter");
  await expect(box.getByRole("status")).toHaveText("已复制。");
  expect(await pasted(page)).toMatch(/^jdbc:mysql:.*password=\*\*\*$/);
  await page.keyboard.press("Escape");
  await expect(box).toHaveCount(0);
});

test("a saved secret is copied from the form, past the page", async ({ page }) => {
  await new List(page).row("orders").getByRole("link").click();
  await new Form(page).prod.box.getByRole("button", { name: "More for Password" }).click();
  await page.getByRole("menuitem", { name: /^Copy to the clipboard/ }).click();
  await expect(messages(page)).toContainText("There is no clipboard here that a secret can be put into");
});

test("behind Data Integration there is production only", async ({ headwater, page }) => {
  await headwater.go("/integration");
  await new List(page).more("orders", "Copy as…");
  await expect(preview(page)).toHaveValue(/\/shop$/);
  await expect(dialog(page).getByRole("radio", { name: "Development" })).toHaveCount(0);
});
