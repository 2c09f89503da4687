/** Authentication files: uploaded, recognised, warned about, replaced, used by a data source, deleted. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** A certificate of its own, PEM, that ends in so many days. */
function certificate(days: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const [key, crt] = [join(folder, "key.pem"), join(folder, "ca.crt")];
  const subject = ["-subj", "/CN=Orders CA/O=Shop"];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      key,
      "-out",
      crt,
      "-days",
      `${days}`,
      ...subject,
    ],
    { stdio: "ignore" },
  );
  const content = readFileSync(crt);
  rmSync(folder, { recursive: true });
  return content;
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function upload(page: Page, name: string, content: Buffer) {
  await page
    .getByRole("dialog")
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: content });
}

test("a file is recognised, warned about before it expires, replaced and deleted", async ({
  headwater,
  page,
}) => {
  expect(await headwater.call("file.list", {})).toEqual([]);
  await page.getByRole("link", { name: "Authentication files" }).click();
  await expect(page.getByText("No authentication files yet")).toBeVisible();
  await page.getByRole("button", { name: "Upload file…" }).click();
  const dialog = page.getByRole("dialog");
  await upload(page, "notes.txt", Buffer.from("not a certificate"));
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();

  await upload(page, "ca.crt", certificate(10));
  await dialog.getByRole("textbox", { name: /^Name/ }).fill("ca.crt");
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(page, "ca.crt")).toContainText("Certificate");
  await expect(row(page, "ca.crt")).toContainText("Orders CA");
  await expect(row(page, "ca.crt")).toContainText(/Expires /);

  await row(page, "ca.crt").getByRole("button", { name: "Actions for ca.crt" }).click();
  await page.getByRole("menuitem", { name: "Replace…" }).click();
  await upload(page, "ca.crt", certificate(400));
  await page.getByRole("dialog").getByRole("button", { name: "Replace", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(row(page, "ca.crt")).toContainText(/Valid until /);

  await row(page, "ca.crt").getByRole("button", { name: "Actions for ca.crt" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("No authentication files yet")).toBeVisible();
});
