import { Form, List, Panel } from "../support/pages";
import { database } from "../support/servers";
import { mysqlSide, source } from "../support/sources";
import { expect, test } from "../support/test";

test.use({ keychain: false });

test("without a keychain secrets live as long as the program, and that is said on every page", async ({
  headwater,
  page,
}) => {
  const list = new List(page);
  const form = new Form(page);
  const panel = new Panel(page);
  headwater.secrets.add(database.password);
  await headwater.call("source.save", source("orders", "mysql", { prod: mysqlSide() }));
  await page.reload();
  await expect(page.getByText("Secrets are kept for this session only")).toBeVisible();
  await list.row("orders").getByRole("button", { name: "Test orders" }).click();
  await expect(panel.verdict).toContainText("Connectable");
  await list.row("orders").getByRole("link").click();
  await expect(form.prod.secret("Password")).toContainText("Kept for this session only");
  await headwater.go("/settings");
  await expect(page.getByText("Secrets are kept for this session only")).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: /^Keychain/ })).not.toContainText("In order");

  // The next process knows the source, but no longer its password. Nothing was written down.
  await headwater.restart();
  await list.row("orders").getByRole("link").click();
  await expect(form.prod.text("User name")).toHaveValue(database.user);
  await expect(form.prod.secret("Password")).not.toContainText("Stored in the keychain");
  await form.prod.test();
  await expect(panel.verdict).toContainText("Configuration error");
  await expect(panel.stage("Keychain")).toContainText("failed");
});
