import { Form, List, messages, Panel, tabTo } from "../support/pages";
import { database } from "../support/servers";
import { expect, test } from "../support/test";

test("a MySQL source is created and both its sides are tested live with the keyboard alone", async ({
  headwater,
  page,
}) => {
  const form = new Form(page);
  const panel = new Panel(page);
  const { keyboard } = page;
  headwater.secrets.add(database.password);

  await keyboard.press("n");
  await expect(page.getByRole("searchbox", { name: "Search types" })).toBeFocused();
  await keyboard.type("mys");
  await keyboard.press("Enter");
  await expect(form.name).toBeFocused();
  await keyboard.type("orders");
  await tabTo(page, form.description);
  await keyboard.type("订单 orders");

  for (const side of [form.dev, form.prod]) {
    for (const [label, value] of [
      ["Address", database.host],
      ["Port", String(database.plain_port)],
      ["Database", database.database],
      ["User name", side.env === "dev" ? database.user : database.reader],
    ] as const) {
      await tabTo(page, side.text(label));
      await keyboard.press("ControlOrMeta+A");
      await keyboard.type(value);
    }
    const set = side.box.getByRole("button", { name: "Set: Password" });
    await tabTo(page, set);
    await keyboard.press("Enter");
    await expect(side.box.locator("input[type=password]")).toBeFocused();
    await keyboard.type(database.password);
    await keyboard.press("Enter");
    await expect(side.secret("Password")).toContainText("New value typed");
    await expect(side.box.getByRole("button", { name: "Replace: Password" })).toBeFocused();
  }

  await expect(form.save).toHaveText("Save");
  await keyboard.press("ControlOrMeta+S");
  await expect(page.getByRole("heading", { level: 1, name: "orders" })).toBeVisible();
  await expect(messages(page)).toContainText("orders is saved");
  await expect(form.dev.secret("Password")).toContainText("Stored in the keychain");

  await tabTo(page, form.bar.getByRole("button", { name: "Test both" }));
  await keyboard.press("Enter");
  await expect(panel.verdict).toContainText("Connectable");
  for (const stage of [
    "Input",
    "Keychain",
    "Resolve host",
    "Connect to port",
    "Authenticate",
    "Open target",
  ]) {
    await expect(panel.stage(stage)).toContainText("passed");
  }
  await tabTo(page, panel.side("dev"));
  await keyboard.press("ArrowRight");
  await expect(panel.side("prod")).toHaveAttribute("aria-selected", "true");
  await expect(panel.verdict).toContainText("Connectable");

  // Back to the list, still by keys alone: it knows both outcomes.
  await tabTo(page, page.getByRole("button", { name: "Back" }));
  await keyboard.press("Enter");
  await expect(new List(page).row("orders").getByText("Connectable")).toHaveCount(2);
});

test("every row action has a key, and the palette finds what has none", async ({ headwater, page }) => {
  const list = new List(page);
  await headwater.call("workspace.sample", {});
  await page.reload();
  await expect(list.row("shop")).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("j");
  await expect(list.row("click_events")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(list.row("customer_exports")).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Clone customer_exports" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list.row("customer_exports")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog", { name: /^Delete/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "customer_exports" })).toBeVisible();

  await page.keyboard.press("ControlOrMeta+K");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByRole("combobox").fill("sho");
  await expect(palette.getByRole("option", { name: /^shop/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "shop" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await palette.getByRole("combobox").fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
