/** What was deleted and what was done: brought back, removed for good, found, written to a file. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { List, messages, tabTo } from "../support/pages";
import { fileSide, source } from "../support/sources";
import { expect, test } from "../support/test";

const row = (page: Page, name: string | RegExp) => page.getByRole("row", { name });

test.beforeEach(async ({ headwater, page }) => {
  for (const name of ["clicks", "events", "visits"]) {
    const sides = { dev: fileSide(`/data/dev/${name}.csv`), prod: fileSide(`/data/${name}.csv`) };
    await headwater.call("source.save", source(name, "localfile", sides));
  }
  await page.reload();
  await expect(new List(page).row("clicks")).toBeVisible();
});

const deleted = async (headwater: Parameters<Parameters<typeof test>[2]>[0]["headwater"], name: string, ...envs: ("dev" | "prod")[]) => {
  const { id } = await headwater.call("source.named", { workspace: null, name, deleted: false });
  await headwater.call("source.delete", { id, envs });
};

test("what was deleted comes back, alone or with others, or goes for good", async ({ headwater, page }) => {
  await page.getByRole("link", { name: "Recently deleted" }).click();
  await expect(page.getByText("Nothing was deleted in the last 30 days")).toBeVisible();
  await deleted(headwater, "clicks");
  await deleted(headwater, "events");
  await deleted(headwater, "visits", "dev");
  await page.reload();
  await expect(row(page, /visits/)).toContainText("Development");
  await expect(row(page, /visits/)).not.toContainText("Production");
  await expect(row(page, /clicks/)).toContainText("30 days left");
  await expect(row(page, /clicks/)).toContainText("by owner");

  await page.getByRole("button", { name: "Restore visits", exact: true }).click();
  await expect(messages(page)).toContainText("“visits” is back");
  await expect(row(page, /visits/)).toHaveCount(0);

  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Restore 2…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore 2 data sources" });
  await dialog.getByRole("button", { name: "Restore 2" }).click();
  await expect(dialog.getByRole("region", { name: "Result" })).toContainText("2restored");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Nothing was deleted in the last 30 days")).toBeVisible();

  await deleted(headwater, "clicks");
  await page.reload();
  await page.getByRole("button", { name: "Delete clicks for good" }).click();
  await expect(page.getByRole("dialog")).toContainText("This cannot be undone");
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("Nothing was deleted in the last 30 days")).toBeVisible();
  await page.getByRole("link", { name: "Data sources" }).first().click();
  await expect.poll(() => new List(page).names()).toEqual(["events", "visits"]);
});

test("activity tells who changed what, is filtered, and becomes a file", async ({ headwater, page }) => {
  const { id } = await headwater.call("source.named", { workspace: null, name: "events", deleted: false });
  await headwater.call("source.patch", { id, revision: null, patch: { prod: { properties: { path: "/data/late.csv" } } } });
  await deleted(headwater, "clicks");
  await page.getByRole("link", { name: "Activity" }).click();
  const table = page.getByRole("table", { name: "Activity" });
  await expect(table.getByRole("row", { name: /Changed/ })).toContainText("Productionpath/data/events.csv→/data/late.csv");
  await expect(table.getByRole("row", { name: /Changed/ })).toContainText("ownerBrowser");

  await page.getByRole("button", { name: "What was done" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Deleted", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByRole("rowheader")).toContainText("clicks");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("textbox", { name: "Search name or person" }).fill("nobody at all");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();

  // From a data source's page: its own activity only, and from there into a file.
  await table.getByRole("link", { name: "events" }).first().click();
  await page.getByRole("button", { name: "More actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Activity" }).click();
  await expect(page.getByText("Only events")).toBeVisible();
  await expect(table.getByRole("rowheader")).toHaveText([/events$/, /events$/]);
  await page.getByRole("button", { name: "Export as CSV" }).click();
  await expect(messages(page)).toContainText("2 changes written");
  const said = await messages(page).getByText(/\.csv$/).textContent();
  const csv = readFileSync(path.resolve(said ?? ""), "utf8");
  expect(csv).toContain("events,prod.path,/data/events.csv,/data/late.csv");
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(table.getByRole("row", { name: /clicks/ }).first()).toBeVisible();
});

test("with keys alone, in Chinese: back from the deleted, and what was done", async ({ headwater, page }) => {
  await headwater.call("settings.set", { settings: { language: "zh-CN", theme: "light" } });
  await deleted(headwater, "visits");
  await page.reload();
  await expect(page.getByRole("heading", { name: "数据源", level: 1 })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "命令面板" });
  await page.keyboard.press("ControlOrMeta+K");
  await palette.getByRole("combobox").fill("最近删除");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "恢复 visits", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("最近 30 天内没有删除任何内容")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await palette.getByRole("combobox").fill("操作记录");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "操作记录" }).getByRole("row", { name: /恢复/ })).toContainText("visits");
});

test("a data source says who uses it, what it uses, and what a delete of each side affects", async ({
  headwater,
  page,
}) => {
  const { id } = await headwater.call("source.named", { workspace: null, name: "events", deleted: false });
  const lab = await headwater.call("workspace.create", { name: "lab", mode: "basic", description: "" });
  await headwater.call("share.add", { id, to: lab.id, env: "prod", user: "li", permission: "read" });
  await headwater.go(`/sources/${id}`);
  await page.getByRole("button", { name: "Where it is used" }).click();
  const part = page.getByRole("region", { name: "Where it is used" });
  await expect(part.getByRole("listitem").filter({ hasText: "lab" }).first()).toContainText("Production lab · li");
  await expect(part).toContainText("production tasks keep running");
  await expect(part).toContainText("It is shared with li in the workspace lab");
});

test("a program that stopped is told once on the list", async ({ headwater, page }) => {
  await headwater.vanish();
  await page.keyboard.press("/");
  await page.keyboard.type("clicks");
  await expect(page.getByText("Headwater was stopped")).toHaveCount(1);
  await expect(page.getByText("This page only shows it.")).toHaveCount(1);
});
