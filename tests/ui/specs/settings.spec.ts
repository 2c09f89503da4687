import { expect, test } from "../support/test";

test("language and theme change at once and are there at the next start", async ({ headwater, page }) => {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");

  await headwater.restart();
  await expect(page.getByRole("heading", { name: "数据源" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the theme follows the system until it is chosen", async ({ headwater, page }) => {
  expect(headwater.origins.size).toBe(1);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the doctor finds a fresh installation in order", async ({ headwater, page }) => {
  await headwater.go("/settings");
  for (const item of ["Data folder", "Database", "Keychain", "Unfinished saves", "Unused keychain items"]) {
    await expect(page.getByRole("heading", { level: 3, name: new RegExp(`^${item}`) })).toContainText(
      "In order",
    );
  }
  await expect(page.getByText(headwater.home).first()).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { level: 3, name: /^Keychain/ })).toContainText("In order");
});
