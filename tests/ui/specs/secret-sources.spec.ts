/** Secrets that nobody keeps: said in the form, agreed to before anything runs, and again wherever they arrive. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { Form, messages, Panel } from "../support/pages";
import { database } from "../support/servers";
import { mysqlSide, source } from "../support/sources";
import { expect, type Headwater, test } from "../support/test";

/** Outside the data folder, which must not hold the password. */
const folder = mkdtempSync(path.join(tmpdir(), "headwater-ui-secret-"));
const mark = path.join(folder, "ran");
const kept = path.join(folder, "password");
const script = `echo ran >> ${mark}; cat ${kept}`;

test.beforeAll(() => writeFileSync(kept, `${database.password}\n`, { mode: 0o600 }));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const waits = (page: Page) =>
  new Panel(page).box.getByRole("heading", { name: /^Before anything is read or run/ });

async function orders(headwater: Headwater) {
  headwater.secrets.add(database.password);
  const dev = { ...mysqlSide(), secrets: {} };
  const { id } = await headwater.call("source.save", source("orders", "mysql", { dev }));
  await headwater.go(`/sources/${id}`);
  return id;
}

/** What the stage that reads the secrets found. */
async function found(headwater: Headwater, id: string) {
  const report = await headwater.call("test.run", {
    id,
    env: "dev",
    type: null,
    side: null,
    confirm: null,
    timeout_ms: null,
  });
  return report.stages[1]?.findings[0]?.code;
}

async function from(page: Page, kind: string, value: string) {
  const form = new Form(page);
  await form.dev.box.getByRole("button", { name: "More for Password" }).click();
  await page.getByRole("menuitem", { name: kind }).click();
  const dialog = page.getByRole("dialog", { name: "Where Password comes from" });
  await dialog.getByRole("textbox").fill(value);
  await dialog.getByRole("button", { name: "Use this" }).click();
  await expect(dialog).toHaveCount(0);
}

test.describe("with commands", () => {
  test.use({ commands: true });

  test("a command asks first, then signs in; a copy and an import ask again", async ({ headwater, page }) => {
    const id = await orders(headwater);
    const form = new Form(page);
    const panel = new Panel(page);
    await from(page, "From a command", `/bin/sh\n-c\n${script}`);
    await expect(form.dev.secret("Password")).toContainText("From a command");
    await expect(form.dev.box.getByText(JSON.stringify(["/bin/sh", "-c", script]))).toBeVisible();

    // A form that is not saved runs nothing unasked either.
    await form.dev.test();
    await expect(waits(page)).toBeVisible();
    await expect(
      panel.box.getByText(`password ← command ${JSON.stringify(["/bin/sh", "-c", script])}`).first(),
    ).toBeVisible();
    expect(existsSync(mark)).toBe(false);
    await panel.box.getByRole("button", { name: "Agree, and test" }).click();
    await expect(panel.verdict).toContainText("Connectable");
    expect(existsSync(mark)).toBe(true);
    await form.save.click();
    await expect(form.bar).toContainText("No unsaved changes");
    expect(await found(headwater, id)).toBe("secrets.read");

    const copy = await headwater.call("source.clone", { id, name: "copy", envs: ["dev"], secrets: "copy" });
    expect(await found(headwater, copy.id)).toBe("secrets.fetch");
    const sealed = await headwater.call("source.export", {
      ids: [id],
      format: "sealed",
      passphrase: "open sesame",
    });
    await headwater.call("source.delete", { id, envs: ["dev"] });
    const content = sealed.content ?? "";
    const read = await headwater.call("import.read", {
      content,
      passphrase: "open sesame",
      from: "document",
      passwords: false,
    });
    await headwater.call("import.apply", { ticket: read.ticket, choices: [] });
    const { id: back } = await headwater.call("source.named", {
      name: "orders",
      workspace: null,
      deleted: false,
    });
    await headwater.go(`/sources/${back}`);
    await expect(form.dev.secret("Password")).toContainText("From a command");
    await form.dev.test();
    await expect(waits(page)).toBeVisible();
    await panel.box.getByRole("button", { name: "Agree, and test" }).click();
    await expect(panel.verdict).toContainText("Connectable");
  });
});

test("a file signs in, and what is wrong with a reference stands at its field", async ({
  headwater,
  page,
}) => {
  await orders(headwater);
  const form = new Form(page);
  const panel = new Panel(page);
  await from(page, "From a file", "password");
  await expect(form.dev.box.getByText("Must be an absolute path")).toBeVisible();
  await form.dev.box.getByRole("button", { name: "Change: Password" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill(kept);
  await page.keyboard.press("Enter");
  await form.dev.test();
  await expect(panel.verdict).toContainText("Connectable");
  await form.save.click();
  await expect(form.bar).toContainText("No unsaved changes");
  await page.reload();
  await expect(form.dev.secret("Password")).toContainText("From a file");
  await expect(form.dev.box.getByText(kept)).toBeVisible();
});

test("the page runs no command where it was not allowed to", async ({ headwater, page }) => {
  await orders(headwater);
  const panel = new Panel(page);
  await from(page, "From a command", `/bin/cat\n${kept}`);
  await new Form(page).dev.test();
  await expect(waits(page)).toBeVisible();
  await panel.box.getByRole("button", { name: "Agree, and test" }).click();
  await expect(panel.box.getByRole("heading", { name: /Commands are not run from the page/ })).toBeVisible();
});

test("a name is changed in the form until others know it", async ({ headwater, page }) => {
  const id = await orders(headwater);
  const form = new Form(page);
  await form.description.fill("not saved yet");
  const more = page.getByRole("button", { name: "More actions", exact: true });
  await more.click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename orders" });
  await dialog.getByRole("textbox").fill("1 sales");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText(/letter/);
  await dialog.getByRole("textbox").fill("sales");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "sales" })).toBeVisible();
  await expect(form.description).toHaveValue("not saved yet");
  await form.save.click();
  await expect(messages(page)).toContainText("sales is saved as a draft");

  await headwater.call("source.export", { ids: [id], format: "dataworks" });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "sales" })).toBeVisible();
  await more.click();
  const rename = page.getByRole("menuitem", { name: /^Rename/ });
  await expect(rename).toHaveAttribute("aria-disabled", "true");
  await expect(rename).toContainText("It was exported");
});
