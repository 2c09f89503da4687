import type { ListRequest } from "../../../ui/src/api/generated/types";
import { List, Panel } from "../support/pages";
import { expect, test } from "../support/test";

test("an empty start says what to do next", async ({ headwater, page }) => {
  await expect(page.getByText("No data sources yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "New data source" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Open sample workspace" })).toBeVisible();
  expect((await headwater.call("source.list", EMPTY_LIST)).all).toBe(0);
});

test("the sample workspace can be tested green on both sides without any server", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const panel = new Panel(page);
  await page.getByRole("button", { name: "Open sample workspace" }).click();
  await expect(list.grid.getByRole("link")).toHaveCount(3);

  for (const name of await list.names()) {
    await list.test(name, "Test both");
    await expect(panel.verdict).toContainText("Connectable");
    await panel.side("prod").click();
    await expect(panel.verdict).toContainText("Connectable");
    await expect(list.row(name).getByText("Connectable")).toHaveCount(2);
    await panel.box.getByRole("button", { name: "Close the test" }).click();
  }
  await expect(page.getByRole("button", { name: /need.* attention/ })).toHaveCount(0);
  // Nothing in it needs the keychain.
  expect((await headwater.call("app.state", {})).workspaces.map(({ name }) => name)).toContain("sample");
});

const EMPTY_LIST: ListRequest = {
  workspace: null,
  search: "",
  types: [],
  states: [],
  tags: [],
  favourites: false,
  env: null,
  sort: "name",
  descending: false,
  cursor: null,
  limit: 0,
};
