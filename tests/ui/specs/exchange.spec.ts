/** Drafts out and in: an export that is downloaded comes back as the same, and an import is decided row by row. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { source } from "../support/sources";
import { expect, test } from "../support/test";

const PASSWORD = "kept-under-a-mask-7Q";

const side = (database: string) => ({
  mode: "UrlMode",
  properties: { address: [{ host: "10.20.0.14", port: 3306 }], database, username: "etl" },
  secrets: { password: PASSWORD },
  confirm: null,
});

const object = (name: string, more: object = {}, properties: object = {}) => ({
  Name: name,
  Type: "mysql",
  Description: "",
  ConnectionPropertiesMode: "UrlMode",
  ConnectionProperties: {
    address: [{ host: "10.20.0.14", port: 3306 }],
    database: "shop",
    username: "etl",
    password: "***",
    envType: "Prod",
    ...properties,
  },
  ...more,
});

const give = (page: Page, document: unknown) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({
      name: "drafts.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(document)),
    });

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function choose(page: Page, name: string, choice: string) {
  await page.getByRole("combobox", { name: `What to do: ${name}`, exact: true }).click();
  await page.getByRole("option", { name: choice, exact: true }).click();
}

test.beforeEach(async ({ headwater, page }) => {
  headwater.secrets.add(PASSWORD);
  for (const name of ["orders", "lake", "both"]) {
    await headwater.call("source.save", source(name, "mysql", { dev: side("shop_dev"), prod: side("shop") }));
  }
  await page.reload();
});

test("an export is downloaded, says what is not in it, and comes back as the same", async ({ page }) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  const waiting = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("data-sources.json");
  const content = await readFile(await download.path(), "utf8");
  expect(JSON.parse(content)).toHaveLength(6);
  expect(content).not.toContain(PASSWORD);
  await expect(dialog).toContainText("secrets are not exported");
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Import…" }).click();
  await give(page, JSON.parse(content));
  for (const name of ["orders", "lake", "both"]) await expect(row(page, name)).toContainText("Same");
});

test("an import shows what changes, and each row is skipped, replaced or kept beside", async ({
  headwater,
  page,
}) => {
  await headwater.go("/import");
  await give(page, [
    object("orders", {}, { database: "warehouse" }),
    object("lake", {}, { database: "warehouse" }),
    object("both", { Type: "oss", ConnectionProperties: { bucket: "pictures", envType: "Prod" } }),
    object("fresh", { Type: "graph_9", ConnectionProperties: { host: "gdb", envType: "Prod" } }),
  ]);
  await expect(row(page, "orders")).toContainText('"shop"→"warehouse"');
  await expect(row(page, "orders")).toContainText("stored secret is kept");
  await expect(row(page, "both")).toContainText("Conflict");
  await expect(row(page, "fresh")).toContainText("this version does not know the type");
  const go = page.getByRole("button", { name: "Import", exact: true });
  await expect(go).toBeDisabled();
  await choose(page, "both", "Keep both");
  await choose(page, "lake", "Skip");
  await expect(row(page, "both")).toContainText("both_2");
  await go.click();
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText("2created");
  await expect(result).toContainText("1changed");
  await expect(result).toContainText("1skipped");

  const orders = await headwater.call("source.named", { workspace: null, name: "orders", deleted: false });
  expect(orders.prod?.properties.database).toBe("warehouse");
  expect(orders.prod?.secret_states.password).toBe("stored");
  expect(orders.dev?.properties.database).toBe("shop_dev");
  await result.getByRole("button", { name: "To the list" }).click();
  await expect(page.getByRole("row").filter({ hasText: "graph_9" })).toBeVisible();
});
