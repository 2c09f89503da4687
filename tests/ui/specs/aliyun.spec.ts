import { Form, Panel } from "../support/pages";
import { standins } from "../support/servers";
import { expect, test } from "../support/test";

test("an OSS source is tested against a server that checks its signatures", async ({ headwater, page }) => {
  const { dev } = new Form(page);
  const panel = new Panel(page);
  const [user] = standins.oss.users;
  if (!user) throw new Error("no user");
  headwater.secrets.add(user.accessKey);
  await headwater.go("/sources/new/oss");
  await dev.choice("Region").fill(standins.oss.regionId);
  await page.keyboard.press("Escape");
  await dev.fill({
    Bucket: standins.oss.bucket,
    Endpoint: standins.oss.endpoint,
    "AccessKey ID": user.accessId,
  });
  await dev.setSecret("AccessKey Secret", user.accessKey);
  await dev.test();
  await expect(panel.verdict).toContainText("Connectable");

  await dev.text("Bucket").fill("no-such-bucket");
  await expect(panel.box.getByText(/Values were changed/)).toBeVisible();
  await panel.box.getByRole("button", { name: "Run again" }).click();
  await expect(panel.verdict).toContainText("Configuration error");
  await expect(panel.advice).toContainText("no-such-bucket");

  await dev.text("Bucket").fill(standins.oss.bucket);
  await dev.setSecret("AccessKey Secret", "not-the-key");
  await panel.box.getByRole("button", { name: "Run again" }).click();
  await expect(panel.stage("Authenticate")).toContainText("failed");
  await panel.advice.getByRole("button", { name: "Go to field" }).click();
  await expect(dev.box.getByRole("button", { name: "Replace: AccessKey Secret" })).toBeFocused();
});

test("a MaxCompute source is tested the same way, a stranger to the project is told", async ({
  headwater,
  page,
}) => {
  const { dev } = new Form(page);
  const panel = new Panel(page);
  const [member] = standins.maxcompute.users;
  const stranger = standins.maxcompute.users.find(({ accessId }) => accessId.includes("stranger"));
  if (!member || !stranger) throw new Error("no user");
  headwater.secrets.add(member.accessKey).add(stranger.accessKey);
  await headwater.go("/sources/new/maxcompute");
  await dev.text("Project").fill(standins.maxcompute.project);
  await dev.choice("Region").fill(standins.maxcompute.regionId);
  await page.keyboard.press("Escape");
  await dev.choose("Endpoint", /^Custom/);
  await dev.fill({ "MaxCompute endpoint": standins.maxcompute.endpoint, "AccessKey ID": member.accessId });
  await dev.setSecret("AccessKey Secret", member.accessKey);
  await dev.test();
  await expect(panel.verdict).toContainText("Connectable");

  await dev.text("AccessKey ID").fill(stranger.accessId);
  await dev.setSecret("AccessKey Secret", stranger.accessKey);
  await panel.box.getByRole("button", { name: "Run again" }).click();
  await expect(panel.verdict).toContainText("Configuration error");
  await expect(panel.advice).toContainText(standins.maxcompute.project);
});
