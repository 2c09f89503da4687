import { List } from "../support/pages";
import { fileSide, source } from "../support/sources";
import { expect, test } from "../support/test";

test("search, filters and order narrow the list down, and one press clears them", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const save = (name: string, type: string, path: string, more = {}) =>
    headwater.call("source.save", source(name, type, { dev: fileSide(path), prod: fileSide(path) }, more));
  await save("alpha", "localfile", "/data/events.json", { description: "点击 clicks" });
  await save("beta", "localfile", "/data/orders.csv", { tags: ["core"] });
  const db = { mode: "UrlMode", properties: { path: "/data/shop.db" }, secrets: {}, confirm: null };
  await headwater.call("source.save", source("gamma", "sqlite", { dev: db }));
  await page.reload();
  await expect.poll(() => list.names()).toEqual(["alpha", "beta", "gamma"]);

  await page.keyboard.press("/");
  await expect(list.search).toBeFocused();
  // By description (two Chinese characters), by address, by name.
  for (const [words, found] of [
    ["点击", "alpha"],
    ["orders.csv", "beta"],
    ["GAM", "gamma"],
  ] as const) {
    await list.search.fill(words);
    await expect.poll(() => list.names()).toEqual([found]);
  }
  await list.search.fill("nowhere");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear filters" }).last().click();
  await expect.poll(() => list.names()).toEqual(["alpha", "beta", "gamma"]);

  const bar = page.getByRole("search");
  await bar.getByRole("button", { name: "Type" }).click();
  await page.getByRole("menuitemcheckbox", { name: "SQLite file" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => list.names()).toEqual(["gamma"]);
  await bar.getByRole("button", { name: /^Type/ }).click();
  await page.getByRole("menuitem", { name: "Clear this filter" }).click();

  await bar.getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Incomplete" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => list.names()).toEqual(["gamma"]);
  await bar.getByRole("button", { name: "Clear filters" }).click();

  await bar.getByRole("button", { name: "Environment" }).click();
  await page.getByRole("menuitemradio", { name: "Production" }).click();
  await expect(list.grid.getByRole("columnheader", { name: "Development" })).toHaveCount(0);
  await bar.getByRole("button", { name: "Clear filters" }).click();

  await list.grid.getByRole("button", { name: "Name" }).click();
  await expect.poll(() => list.names()).toEqual(["gamma", "beta", "alpha"]);
  await list.grid.getByRole("button", { name: "Modified" }).click();
  await expect.poll(() => list.names()).toEqual(["gamma", "beta", "alpha"]);
  await list.grid.getByRole("button", { name: "Type" }).click();
  await expect.poll(() => list.names()).toEqual(["alpha", "beta", "gamma"]);
});

test("two thousand rows are scrolled with a handful in the page", async ({ headwater, page }) => {
  test.slow();
  const list = new List(page);
  const total = 2_000;
  const name = (row: number) => `source_${String(row).padStart(4, "0")}`;
  const save = (row: number) =>
    headwater.call("source.save", source(name(row), "localfile", { prod: fileSide(`/data/${row}.csv`) }));
  for (let row = 0; row < total; row += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, step) => save(row + step)));
  }
  await page.reload();
  await expect(list.grid).toHaveAttribute("aria-rowcount", String(total + 1));
  const drawn = () => list.grid.getByRole("row").count();
  expect(await drawn()).toBeLessThan(80);

  // To the end, page by page, as with a wheel.
  await list.grid.hover();
  const scrolled = async () => {
    await page.mouse.wheel(0, 20_000);
    return list.row(name(total - 1)).isVisible();
  };
  await expect.poll(scrolled, { intervals: [20], timeout: 30_000 }).toBe(true);
  expect(await drawn()).toBeLessThan(80);
  await expect(list.row(name(total - 1))).toHaveAttribute("aria-rowindex", String(total + 1));

  // Away and back: the same place.
  await list
    .row(name(total - 1))
    .getByRole("link")
    .click();
  await expect(page.getByRole("heading", { level: 1, name: name(total - 1) })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(list.row(name(total - 1))).toBeInViewport();

  await page.keyboard.press("/");
  await list.search.fill("0042");
  await expect.poll(() => list.names()).toEqual([name(42)]);
});
