/** Many data sources from a template: saved, given back with every kind of bad row, mended, loaded, and its result saved. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { look } from "../support/looks";
import { source } from "../support/sources";
import { expect, test } from "../support/test";

const PASSWORD = "from-the-sheet-7Q";
const HEADS =
  "Name,envType,ConnectionPropertiesMode,address,database,username,password,tlsMode,properties,Tags,Pasword";

/** A row, and what the page says about it. */
const BAD: [string, string, RegExp][] = [
  [",Prod,,h:1", "A8", /Still missing/],
  ["1st,Prod,,h:1", "A9", /Must start with a letter/],
  ["with-hyphen,Prod,,h:1", "A10", /not allowed in a name/],
  ["noenv,,,h:1", "B11", /Still missing/],
  ["badenv,Staging,,h:1", "B12", /“Staging” is not one of: Dev, Prod/],
  ["badmode,Prod,JdbcMode,h:1", "C13", /is not one of: UrlMode, InstanceMode/],
  ["badport,Prod,,h:99999", "D14", /Must be between 1 and 65535/],
  ["badhost,Prod,,https://h", "D15", /A host has no scheme/],
  ["badchoice,Prod,,h:1,,,,sometimes", "H16", /is not one of: preferred/],
  ["badmap,Prod,,h:1,,,,,connectTimeout", "I17", /Must be name=value/],
  ["othermode,Prod,InstanceMode,h:1", "D18", /no such property in this mode/],
  ["typo,Prod,,h:1,,,,,,,pw", "K19", /no such property in this mode/],
  ["twice,Prod,,h:1", "A20", /Row 21 of the same data source is wrong/],
  ["twice,Prod,,h:2", "A21", /Row 20 is for the same data source/],
  ["lake,Prod,,h:1", "A22", /exists and is of the type oss/],
];

const GOOD = [
  `fresh,Dev,,db.example.com:3307,shop,etl,${PASSWORD},,,core`,
  `fresh,Prod,,db.example.com:3307,shop,etl,${PASSWORD},,,`,
  "orders,Prod,,,other",
];

const sheet = (rows: string[]) =>
  ["# type: mysql", "# a remark", "", "# another", HEADS, ...rows, ""].join("\n");

const give = (page: Page, content: string) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name: "sources.csv", mimeType: "text/csv", buffer: Buffer.from(content) });

const row = (page: Page, text: string) => page.getByRole("table").getByRole("row").filter({ hasText: text });

const side = (database: string) => ({
  mode: "UrlMode",
  properties: { address: [{ host: "10.20.0.14", port: 3306 }], database, username: "etl" },
  secrets: {},
  confirm: null,
});

test.beforeEach(async ({ headwater, page }) => {
  headwater.secrets.add(PASSWORD);
  await headwater.call(
    "source.save",
    source("orders", "mysql", { dev: side("shop_dev"), prod: side("shop") }),
  );
  await headwater.call("source.save", source("lake", "oss", {}));
  await page.reload();
});

test("a template is saved, and is reached from the list and the palette", async ({ headwater, page }) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "From a template…" }).click();
  await expect(page.getByRole("heading", { name: "From a template" })).toBeVisible();
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "OSS" }).click();
  await page.getByRole("button", { name: "Save .csv" }).click();
  const told = page.getByText(/oss-template(-\d+)?\.csv/);
  await expect(told).toBeVisible();
  const written = await readFile((await told.textContent()) ?? "", "utf8");
  expect(written).toContain("# type: oss");
  await headwater.go("/");
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: "Commands" }).fill("excel");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "From a template" })).toBeVisible();
});

test("template with 12 kinds of bad rows", async ({ headwater, page }) => {
  await headwater.go("/template");
  // Lines 6 and 7 are right; the bad ones follow.
  await give(page, sheet([...GOOD.slice(0, 2), ...BAD.map(([line]) => line)]));
  await expect(page.getByText(/^1 new, 0 exist with other values, 0 the same, 14 wrong$/)).toBeVisible();
  expect(BAD.length).toBeGreaterThanOrEqual(12);
  await expect(page.getByRole("radio", { name: "Wrong only" })).toBeChecked();
  for (const [, cell, words] of BAD) {
    const told = row(page, cell).first();
    await page.getByRole("table").evaluate(
      (table, number) => {
        table.scrollTop = (number - 8) * 30;
      },
      Number(cell.slice(1)),
    );
    await expect(told).toContainText(words);
  }
  await expect(page.getByRole("table")).not.toContainText("fresh");
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await page.getByRole("table").evaluate((table) => {
    table.scrollTop = 0;
  });
  await expect(row(page, "fresh").first()).toContainText("New");

  await page.getByRole("button", { name: "Load 1 data source", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("1created");
  await expect(page.getByText("Delete sources.csv when you are done")).toBeVisible();
  await page.getByRole("button", { name: "Save the result of every row" }).click();
  await expect(page.getByText(/mysql-result(-\d+)?\.xlsx/)).toBeVisible();
  const list = await headwater.call("source.list", {} as never);
  expect(list.rows.map(({ name }) => name).sort()).toEqual(["fresh", "lake", "orders"]);
});

test("what exists is changed only when asked, behind the lock of production, by keyboard", async ({
  headwater,
  page,
}) => {
  const { workspace } = await headwater.call("app.state", {});
  await headwater.call("workspace.change", { workspace, locked: true } as never);
  await page.reload();
  await headwater.go("/template");
  await give(page, sheet(GOOD));
  await expect(row(page, "orders")).toContainText("Exists");
  await expect(row(page, "orders")).toContainText("shop");
  await page.getByRole("checkbox", { name: /Also change the 1 that exists/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Load 2 data sources" }).focus();
  await page.keyboard.press("Enter");
  const gate = page.getByRole("dialog");
  await gate.getByRole("textbox").fill("orders");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Result" })).toContainText("1changed");
  await page.getByRole("button", { name: "Another sheet" }).click();
  await give(page, sheet(GOOD));
  await expect(page.getByText(/^0 new, 0 exist with other values, 2 the same, 0 wrong$/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Load/ })).toBeDisabled();
});

test("a file that is no sheet, an empty one, and both looks", async ({ headwater, page }) => {
  await headwater.go("/template");
  await look(page, "template", "start");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "a.xlsx", mimeType: "", buffer: Buffer.from("PK\u0003\u0004nothing") });
  await expect(page.getByRole("alert")).toContainText("neither an .xlsx workbook nor a .csv text");
  await look(page, "template", "refused");
  await give(page, sheet([]));
  await expect(page.getByText("The sheet has no rows")).toBeVisible();
  await page.getByRole("button", { name: "Another sheet" }).first().click();
  for (const [theme, language, width] of [
    ["light", "en", 1280],
    ["dark", "zh-CN", 1280],
    ["light", "zh-CN", 900],
  ] as const) {
    await headwater.call("settings.set", { settings: { theme, language } } as never);
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await give(page, sheet([...GOOD, ...BAD.map(([line]) => line)]));
    const bad = page.getByRole("table").getByRole("row").nth(1);
    await expect(bad).toContainText("A9");
    await look(page, "template", `seen-${theme}-${language}-${width}`);
  }
});
