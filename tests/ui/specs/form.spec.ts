import { Form, List, messages, Panel } from "../support/pages";
import { database } from "../support/servers";
import { mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

/** Nowhere else in the world, with what means something in JSON and in a URL. */
const CANARY = 'canary-7f3a:/?#"\\%é密';

test.beforeEach(({ headwater }) => {
  headwater.secrets.add(CANARY).add(database.password);
});

test("an unsaved form survives a reload and another process, without its secrets", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  await headwater.go("/sources/new/mysql");
  await form.name.fill("half_done");
  await form.dev.fill({ Address: "db.example.com", Database: "shop", "User name": "etl" });
  await form.dev.setSecret("Password", CANARY);
  await expect.poll(() => kept(headwater)).toContain("etl");

  await page.reload();
  await expect(page.getByText("Restored what you had not saved")).toBeVisible();
  await expect(page.getByText("Enter again: Password (Development)")).toBeVisible();
  await expect(form.name).toHaveValue("half_done");
  await expect(form.dev.text("Address")).toHaveValue("db.example.com");
  await expect(form.dev.secret("Password")).toContainText("Missing");

  await headwater.restart();
  await headwater.go("/sources/new");
  await expect(page.getByText("You have an unfinished data source: half_done (MySQL)")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(form.dev.text("User name")).toHaveValue("etl");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(form.name).toHaveValue("");
  await expect.poll(() => kept(headwater)).toBe("null");
});

test("the last edit survives a reload that follows it at once", async ({ headwater, page }) => {
  const form = new Form(page);
  await headwater.go("/sources/new/mysql");
  await form.name.fill("half_done");
  await form.dev.text("Database").fill("the_last_edit");
  await page.reload();
  await expect(form.dev.text("Database")).toHaveValue("the_last_edit");
});

test("a page whose program was stopped says so, and how to go on", async ({ headwater, page }) => {
  await headwater.call("source.save", source("orders", "mysql", { dev: mysqlSide() }));
  await page.reload();
  await expect(page.getByRole("link", { name: "orders" })).toBeVisible();
  await headwater.vanish();
  await page.getByRole("link", { name: "orders" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Headwater was stopped");
  await expect(page.getByText("Keychain ready")).toHaveCount(0);
  await expect(page.getByText("Something went wrong")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Retry" }).first()).toBeEnabled();
});

test("consent to send a stored secret is asked for each target anew", async ({ headwater, page }) => {
  const form = new Form(page);
  const view = await headwater.call("source.save", source("orders", "mysql", { dev: mysqlSide() }));
  await headwater.go(`/sources/${view.id}`);
  await form.dev.text("Address").fill("one.invalid");
  await form.dev.box.getByRole("button", { name: "Use here: Password" }).click();
  await expect(form.dev.secret("Password")).toContainText("Confirmed for this target");
  await form.dev.text("Address").fill("two.invalid");
  await expect(form.dev.secret("Password")).toContainText("Target changed: confirm");
  await form.dev.test();
  const panel = new Panel(page);
  await expect(panel.stage("Keychain")).toContainText("failed");
});

test("leaving an unsaved form asks, whichever way one leaves", async ({ headwater, page }) => {
  const form = new Form(page);
  await headwater.go("/sources/new/mysql");
  await form.dev.text("Database").fill("shop");
  await page.getByRole("link", { name: /^Data sources/ }).first().click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(form.dev.text("Database")).toHaveValue("shop");
  await page.getByRole("button", { name: "Back" }).click();
  await question.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("searchbox", { name: "Search types" })).toBeVisible();
  expect(await kept(headwater)).toBe("null");
});

const URLS = [
  {
    url: `mysql://etl:${encodeURIComponent(CANARY)}@db.example.com:3307/shop?useSSL=true`,
    type: "MySQL",
    fields: { Address: "db.example.com", Port: "3307", Database: "shop", "User name": "etl" },
    secret: "Password",
  },
  {
    url: `jdbc:mysql://10.0.0.1:3306,10.0.0.2:3306/shop?user=etl&password=${encodeURIComponent(CANARY)}`,
    type: "MySQL",
    fields: { Address: "10.0.0.1", "Host 2": "10.0.0.2", Database: "shop", "User name": "etl" },
    secret: "Password",
  },
  {
    url: "oss://logs.oss-cn-hangzhou.aliyuncs.com/2026/",
    type: "OSS",
    fields: { Bucket: "logs" },
  },
];

for (const { url, type, fields, secret } of URLS) {
  test(`a pasted ${url.split(":")[0]} URL (${type}) fills the form in; its password stays on the Rust side`, async ({
    headwater,
    page,
  }) => {
    const form = new Form(page);
    await headwater.go("/sources/new");
    await page.getByRole("textbox", { name: "Connection URL" }).fill(url);
    await page.getByRole("button", { name: "Fill in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `New ${type} data source` })).toBeVisible();
    for (const [label, value] of Object.entries(fields)) {
      await expect(form.dev.text(label)).toHaveValue(value);
    }
    if (secret === undefined) return;
    await expect(form.dev.secret(secret)).toContainText("Taken from the pasted URL");
    await form.name.fill("pasted");
    await form.saved("pasted");
    await expect(form.dev.secret(secret)).toContainText("Stored in the keychain");
  });
}

test("a URL that cannot be used says why, and stays", async ({ headwater, page }) => {
  await headwater.go("/sources/new/mysql");
  await page.getByRole("button", { name: "Paste a URL, Production" }).click();
  const dialog = page.getByRole("dialog", { name: "Paste a URL into Production" });
  const url = dialog.getByRole("textbox", { name: "Connection URL" });
  await url.fill("gopher://example.com/");
  await dialog.getByRole("button", { name: "Fill in" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(url).toHaveValue("gopher://example.com/");
});

test("one side is copied over with its secrets, compared, and can be logged into", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  const panel = new Panel(page);
  await headwater.call("source.save", source("orders", "mysql", { dev: mysqlSide() }));
  const { id } = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
  await headwater.go(`/sources/${id}`);
  await expect(form.prod.secret("Password")).toContainText("Not set");

  await page.getByRole("button", { name: "Copy Development to Production" }).click();
  await page.getByRole("menuitem", { name: /^Values and secrets/ }).click();
  await expect(form.prod.text("User name")).toHaveValue(database.user);
  await expect(form.prod.secret("Password")).toContainText("Copied from Development");
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(form.prod.text("User name")).toHaveValue("");
  await page.getByRole("button", { name: "Copy Development to Production" }).click();
  await page.getByRole("menuitem", { name: /^Values and secrets/ }).click();

  await form.prod.text("User name").fill(database.reader);
  await page.getByRole("button", { name: "Compare sides" }).click();
  const compare = page.getByRole("dialog", { name: "Development and production" });
  await compare.getByRole("switch", { name: "Only differences" }).click();
  await expect(compare.getByRole("rowheader")).toContainText([/User name/]);
  await expect(compare.getByRole("row", { name: /User name/ })).toContainText(database.reader);
  await page.keyboard.press("Escape");

  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  await expect(form.prod.secret("Password")).toContainText("Stored in the keychain");
  await form.prod.test();
  await expect(panel.verdict).toContainText("Connectable");

  await headwater.go(`/sources/${id}/compare`);
  await expect(page.getByRole("row", { name: /User name/ })).toContainText(database.reader);
});

test("a draft lists what is missing, each name leads to its field, and it can be saved", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  const list = new List(page);
  await headwater.go("/sources/new/mysql");
  await form.name.fill("draft");
  await form.dev.fill({ Address: "db.example.com", Database: "shop" });
  await expect(form.save).toHaveText("Save draft");
  await expect(form.bar).toContainText("Development is incomplete: User name, Password");
  await form.bar.getByRole("button", { name: "User name" }).first().click();
  await expect(form.dev.text("User name")).toBeFocused();
  await form.bar.getByRole("button", { name: "Password" }).first().click();
  await expect(form.dev.box.getByRole("button", { name: "Set: Password" })).toBeFocused();

  await form.save.click();
  await expect(messages(page)).toContainText("draft is saved as a draft");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(list.row("draft")).toContainText("2 fields missing");
  await page.getByRole("button", { name: /1 needs attention/ }).click();
  await expect(list.row("draft")).toBeVisible();
});

test("what is wrong is said at its field and mended by one press; a draft may not be wrong", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  await headwater.go("/sources/new/mysql");
  await form.name.fill("1orders");
  await form.dev.text("Address").fill("db.example.com:3307");
  await form.dev.text("Database").fill("  shop ");
  await form.dev.text("User name").focus();
  // Spaces go by themselves, and it is said.
  await expect(form.dev.text("Database")).toHaveValue("shop");
  await expect(page.getByText("Spaces at the ends were removed.")).toBeVisible();

  const error = form.dev.box.getByRole("alert");
  await expect(error).toContainText("port");
  await expect(form.dev.text("Address")).toHaveAttribute("aria-invalid", "true");
  await error.getByRole("button", { name: "Fix" }).click();
  await expect(form.dev.text("Address")).toHaveValue("db.example.com");
  await expect(form.dev.text("Port")).toHaveValue("3307");
  await expect(error).toHaveCount(0);

  await form.save.click();
  await expect(form.name).toBeFocused();
  await expect(form.name).toHaveAttribute("aria-invalid", "true");
  await form.name.fill("orders");
  await form.saved("orders");
});

test("a stored secret is replaced, cleared, and asked for at each test", async ({ headwater, page }) => {
  const form = new Form(page);
  const panel = new Panel(page);
  await headwater.call("source.save", source("orders", "mysql", { prod: mysqlSide({}, CANARY) }));
  const { id } = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
  await headwater.go(`/sources/${id}`);
  await form.prod.setSecret("Password", database.password);
  await expect(form.prod.secret("Password")).toContainText("New value typed");
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  await form.prod.test();
  await expect(panel.verdict).toContainText("Connectable");
  await panel.box.getByRole("button", { name: "Close the test" }).click();

  await form.prod.box.getByRole("button", { name: "More for Password" }).click();
  await page.getByRole("menuitem", { name: /^Ask at each test/ }).click();
  await form.save.click();
  await expect(form.prod.secret("Password")).toContainText("Asked at each test");
  await form.prod.test();
  const asked = page.getByRole("dialog", { name: "Enter the secrets for this test" });
  await asked.getByLabel("Password").fill(database.password);
  await page.keyboard.press("Enter");
  await expect(panel.verdict).toContainText("Connectable");
});

/** What is kept of the new form, as text. */
async function kept(headwater: { call: (name: "form.load", request: { key: string }) => Promise<unknown> }) {
  return JSON.stringify(await headwater.call("form.load", { key: "new:mysql" }));
}

test("a source that is saved while its test is shown is tested on as what it is now", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  const panel = new Panel(page);
  await headwater.go("/sources/new/localfile");
  await form.name.fill("events");
  await form.prod.text("Path").fill("/nowhere/events.csv");
  await form.prod.test();
  await expect(panel.verdict).toContainText("Configuration error");
  await form.saved("events");
  await expect(panel.verdict).toContainText("Configuration error");
  const { id } = await headwater.call("source.named", { workspace: null, name: "events", deleted: false });
  const { entries } = await headwater.call("test.history", { id, env: "prod" });
  expect(entries).toHaveLength(1);
});
