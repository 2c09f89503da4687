import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { List, messages, Panel, tabTo } from "../support/pages";
import { fileSide, source } from "../support/sources";
import { expect, test } from "../support/test";

/** `events` in the workspace `default` with both sides, and an empty workspace `lab`. */
test.beforeEach(async ({ headwater, page }) => {
  const folder = path.join(headwater.home, "files");
  mkdirSync(folder);
  const file = (env: string) => {
    const at = path.join(folder, `${env}.csv`);
    writeFileSync(at, "id,name\n1,a\n");
    return fileSide(at);
  };
  await headwater.call("source.save", source("events", "localfile", { dev: file("dev"), prod: file("prod") }));
  await headwater.call("workspace.create", { name: "lab", mode: "standard", description: "" });
  await page.reload();
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "Share events" });

/** Shares production with `lab` through the dialog. */
async function share(page: Page, choose: () => Promise<void> = async () => {}) {
  await new List(page).more("events", "Share…");
  await choose();
  await dialog(page).getByRole("button", { name: "Share", exact: true }).click();
  await expect(messages(page)).toContainText("lab has it as default.events");
}

async function select(page: Page, workspace: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Commands" }).fill(`workspace ${workspace}`);
  await page.getByRole("option", { name: `Switch to workspace ${workspace}` }).click();
}

test("what was shared is there to be used, tested by its own, and cannot be changed", async ({ page }) => {
  const list = new List(page);
  await share(page);
  await expect(dialog(page).getByRole("table").getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(list.row("events")).toContainText("shared with 1 workspace");

  await select(page, "lab");
  const row = list.row("default.events");
  await expect(row).toContainText("from default · use");
  await expect(row).toContainText("Not shared");
  await page.getByRole("button", { name: "More actions for default.events" }).click();
  await expect(page.getByRole("menuitem")).toHaveText([/^Open/, /^Copy as…/]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Test default.events" }).click();
  await expect(new Panel(page).verdict).toContainText("Connectable");
  await expect(row).toContainText("Connectable");
  await row.focus();
  await page.keyboard.press("Delete");
  await expect(messages(page)).toContainText("belongs to the workspace default");

  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "default.events" })).toBeVisible();
  await expect(page.getByText("Shared by default")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Save/ })).toHaveCount(0);
  await select(page, "default");
  await page.getByRole("link", { name: "Data sources" }).first().click();
  await expect(list.row("events").getByText("Untested")).toHaveCount(2);
});

test("a share is taken back and given again", async ({ headwater, page }) => {
  await share(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Sharing" }).click();
  const given = page.getByRole("table", { name: "Shared by this workspace" });
  await given.getByRole("button", { name: "Revoke events for lab, Production" }).click();
  await expect(messages(page)).toContainText("no longer shared with lab");
  await expect(given).toHaveCount(0);
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(given.getByRole("row")).toHaveCount(2);
  await select(page, "lab");
  const received = page.getByRole("table", { name: "Received from other workspaces" });
  await expect(received).toContainText("default.events");
  await expect(received).toContainText("To be used only");
  await expect(received.getByRole("button")).toHaveCount(0);

  const { workspaces } = await headwater.call("app.state", {});
  const named = (name: string) => workspaces.find((one) => one.name === name)?.id ?? "";
  const { id } = await headwater.call("source.named", { workspace: named("default"), name: "events", deleted: false });
  await headwater.call("share.add", { id, to: named("lab"), env: "prod", permission: "edit" });
  await page.reload();
  await received.getByRole("button", { name: "Give back default.events, Production" }).click();
  await expect(received).toHaveCount(0);
});

test("a private data source is its one user's, and who may share can take it back", async ({ page }) => {
  const list = new List(page);
  await share(page, async () => {
    const box = dialog(page);
    await box.getByRole("radio", { name: "One user of that workspace" }).click();
    await box.getByRole("textbox", { name: /^User/ }).fill("li");
    await box.getByRole("checkbox", { name: /^Private/ }).click();
  });
  await page.keyboard.press("Escape");
  await expect(list.row("events")).toHaveCount(0);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("li");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Developer" }).click();
  await expect(page.getByText("May: use and test them")).toBeVisible();
  await page.getByRole("link", { name: "Data sources" }).first().click();
  await expect(list.row("events")).toContainText("private");
  await page.getByRole("link", { name: "Sharing" }).click();
  await expect(page.getByText("does not manage sharing")).toBeVisible();

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("owner");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Tenant owner" }).click();
  await page.getByRole("link", { name: "Sharing" }).click();
  await page.getByRole("button", { name: "Revoke events for lab, Production" }).click();
  await page.getByRole("link", { name: "Data sources" }).first().click();
  await expect(list.row("events")).toBeVisible();
});

test("a deletion says which workspaces break", async ({ page }) => {
  await share(page);
  await page.keyboard.press("Escape");
  await new List(page).more("events", "Delete");
  const asked = page.getByRole("dialog", { name: /^Delete/ });
  await expect(asked).toContainText("shared with the workspace lab");
  await asked.getByRole("radio", { name: /^Development only/ }).click();
  await expect(asked).not.toContainText("shared with the workspace");
});

test("by keyboard and in Chinese", async ({ headwater, page }) => {
  await headwater.call("settings.set", { settings: { language: "zh-CN", theme: "system" } });
  await page.reload();
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "events", exact: true }) });
  await expect(row).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: /events 的更多操作|events.*更多/ }));
  await page.keyboard.press("Enter");
  const entry = page.getByRole("menuitem", { name: "共享…" });
  await expect(entry).toBeVisible();
  for (let presses = 0; presses < 8 && !(await entry.evaluate((one) => one === document.activeElement)); presses += 1)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const box = page.getByRole("dialog", { name: /^共享/ });
  await expect(box).toBeVisible();
  await tabTo(page, box.getByRole("button", { name: "共享", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/中显示为/).first()).toBeVisible();
  await tabTo(page, box.getByRole("button", { name: /^撤销/ }));
  await page.keyboard.press("Enter");
  await expect(box.getByText("尚未共享。")).toBeVisible();
});
