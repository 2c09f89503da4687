/** Every screen in every look. The pictures in results/ are for human eyes; what a machine can judge is judged here. */
import type { Page } from "@playwright/test";
import { look } from "../support/looks";
import { database, standins } from "../support/servers";
import { fileSide, mysqlSide, source } from "../support/sources";
import { expect, type Headwater, test } from "../support/test";

interface Look {
  name: string;
  width?: number;
  height?: number;
  theme?: "dark";
  language?: "zh-CN";
  /** Factor of every text size. */
  text?: number;
}

const LOOKS: Look[] = [
  { name: "light" },
  { name: "dark", theme: "dark" },
  { name: "zh-CN", language: "zh-CN" },
  { name: "900px", width: 900 },
  { name: "text-200", text: 2 },
  { name: "zoom-200", width: 640, height: 400 },
];

for (const one of LOOKS) {
  test(`every screen holds in ${one.name}`, async ({ headwater, page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: one.width ?? 1280, height: one.height ?? 800 });
    await headwater.call("settings.set", {
      settings: { language: one.language ?? "en", theme: one.theme ?? "light" },
    });
    await page.addInitScript(enlarge, one.text ?? 1);
    await page.reload();
    await expect(page.getByRole("main").getByRole("button").nth(1)).toBeVisible();
    const shoot = (screen: string) => look(page, one.name, screen);
    await shoot("01-start");
    const furnished = await furnish(headwater);
    await page.reload();
    const screens = new Screens(page, headwater, furnished);
    for (const [name, open, leave] of screens.all()) {
      await open();
      await shoot(name);
      await leave?.();
    }
  });
}

/** Text twice as large, as a browser does it that enlarges text alone: by the sizes that everything is made of. */
function enlarge(factor: number) {
  if (factor === 1) return;
  document.addEventListener("DOMContentLoaded", () => {
    const { style } = document.documentElement;
    for (const size of ["--fs-xs", "--fs-s", "--fs", "--fs-l", "--fs-xl"]) {
      const now = getComputedStyle(document.documentElement).getPropertyValue(size);
      style.setProperty(size, `${Number.parseFloat(now) * factor}px`);
    }
  });
}

/** Sources in every state. */
async function furnish(headwater: Headwater) {
  const add = async (name: string, type: string, sides: Parameters<typeof source>[2], more = {}) =>
    (await headwater.call("source.save", source(name, type, sides, more))).id;
  const run = (id: string, env: "dev" | "prod") =>
    headwater.call("test.run", { id, env, type: null, side: null, timeout_ms: null, confirm: null });
  headwater.secrets.add(database.password);
  const good = await add(
    "orders",
    "mysql",
    { dev: mysqlSide(), prod: mysqlSide({ username: database.reader }) },
    { description: "Order facts, sharded by region · 订单事实表，按地域分片", tags: ["core", "pii"] },
  );
  const bad = await add("crm_replica_of_the_shanghai_region", "mysql", {
    dev: mysqlSide({}, "wrong"),
    prod: { mode: "UrlMode", properties: { database: "crm" }, secrets: {}, confirm: null },
  });
  const half = await add("clicks", "localfile", { prod: fileSide("/var/data/exports/2026/11/clicks.json") });
  const { endpoint, regionId, bucket } = standins.oss;
  await add("raw_logs", "oss", {
    dev: {
      mode: "UrlMode",
      properties: { regionId, bucket, endpoint, authType: "Ak" },
      secrets: {},
      confirm: null,
    },
  });
  for (const env of ["dev", "prod"] as const) await run(good, env);
  await run(bad, "dev");
  const { id: basic } = await headwater.call("workspace.create", {
    name: "ledger_of_the_shanghai_region",
    mode: "basic",
    description: "Bookkeeping, closed every month · 账目，每月结账",
  });
  await add("ledger", "mysql", { prod: mysqlSide() }, { workspace: basic });
  await add("receipts", "localfile", { prod: fileSide("/data/receipts.csv") }, { workspace: basic });
  return { good, half, basic };
}

/** What lies over the page. */
const OVER = "[role=dialog], [role=menu], [role=listbox]";

type Screen = [name: string, open: () => Promise<void>, leave?: () => Promise<void>];

/** How to get to every screen without knowing its language: by address, key, or place. */
class Screens {
  private readonly main;
  private readonly dialog;
  private readonly panel;

  constructor(
    private readonly page: Page,
    private readonly headwater: Headwater,
    private readonly at: { good: string; half: string; basic: string },
  ) {
    this.main = page.getByRole("main");
    this.dialog = page.getByRole("dialog").last();
    this.panel = page.getByRole("region", { name: /^(Test of|测试) / });
  }

  all(): Screen[] {
    const { page } = this;
    const dismiss = () => page.keyboard.press("Escape");
    const away = async () => {
      await dismiss();
      await expect(page.locator(OVER).filter({ visible: true })).toHaveCount(0);
    };
    return [
      ["02-list", () => this.list()],
      ["03-row-menu", () => this.rowMenu(), away],
      ["04-clone", () => this.key("c"), away],
      ["05-delete", () => this.key("Delete"), away],
      ["06-keys", () => this.key("?"), away],
      ["07-palette", () => this.palette(), away],
      ["08-nothing-found", () => this.nothing(), dismiss],
      ["09-test-dock", () => this.dock()],
      ["10-types", () => this.go("/sources/new", this.page.getByRole("searchbox"))],
      ["11-new", () => this.go("/sources/new/mysql", this.field("head-name"))],
      ["12-mistakes", () => this.mistakes()],
      ["13-leave", () => this.leave(), () => this.discard()],
      ["14-maxcompute", () => this.go("/sources/new/maxcompute", this.field("dev-project", "prod-project"))],
      ["15-edit", () => this.go(`/sources/${this.at.good}`, this.field("dev-database", "prod-database"))],
      ["16-encryption", () => this.encryption()],
      ["17-secret", () => this.secret(), dismiss],
      ["18-paste", () => this.paste(), away],
      ["19-confirm", () => this.confirm()],
      ["20-passed", () => this.passed()],
      ["21-failed", () => this.failed()],
      ["22-compare", () => this.go(`/sources/${this.at.good}/compare`, this.page.getByRole("table"))],
      ["23-settings", () => this.go("/settings", this.page.getByRole("radio").first())],
      ["24-integration", () => this.go("/integration", this.page.getByRole("link", { name: "raw_logs" }))],
      ["25-half", () => this.go(`/sources/${this.at.half}`, this.field("dev-copy", "prod-path"))],
      ["26-usable", () => this.usable()],
      ["49-used", () => this.used()],
      ["41-selected", () => this.selected()],
      ["42-bulk-tags", () => this.bulk(0), away],
      ["43-bulk-property", () => this.bulk(1), away],
      ["44-bulk-secret", () => this.bulk(2), away],
      ["45-bulk-preview", () => this.bulkPreview(), () => this.unselect(away)],
      ["46-activity", () => this.go("/activity", this.page.getByRole("table")), () => this.list()],
      ["47-deleted", () => this.deleted()],
      ["48-purge", () => this.purge(), away],
      ["27-workspaces", () => this.go("/workspaces", this.page.getByRole("table"))],
      ["28-workspace-menu", () => this.workspaceMenu(), away],
      ["29-new-workspace", () => this.go("/workspaces/new", this.dialog.getByRole("textbox").first()), away],
      ["30-delete-workspace", () => this.deleteWorkspace(), away],
      ["31-upgrade", () => this.go(`/workspaces/${this.at.basic}/upgrade`, this.page.getByRole("table"))],
      ["32-upgrade-prefilled", () => this.prefilled()],
      ["39-share", () => this.share(), away],
      ["40-sharing", () => this.go("/sharing", this.page.getByRole("table").first())],
      ["33-locked-list", () => this.locked()],
      ["34-locked-form", () => this.go(`/sources/${this.at.good}`, this.field("dev-database", "prod-database"))],
      ["35-locked-question", () => this.question(), away],
      ["36-locked-delete", () => this.lockedDelete(), away],
      ["37-no-right", () => this.noRight()],
      ["38-no-such-page", () => this.go("/nowhere", this.main.getByRole("link"))],
    ];
  }

  private field(...ids: string[]) {
    return this.page.locator(ids.map((id) => `#${id}`).join(", ")).first();
  }

  private async go(at: string, there: ReturnType<Page["locator"]>) {
    await this.headwater.go(at);
    await expect(there).toBeVisible();
    await expect(this.page.locator("[aria-busy=true]")).toHaveCount(0);
  }

  private async list() {
    await this.go("/", this.page.getByRole("link", { name: "raw_logs" }));
  }

  private async rowMenu() {
    await this.page.getByRole("row").filter({ hasText: "orders" }).getByRole("button").last().click();
    await expect(this.page.getByRole("menu")).toBeVisible();
  }

  private async key(key: string) {
    await this.page.getByRole("row").filter({ hasText: "orders" }).focus();
    await this.page.keyboard.press(key);
    await expect(this.dialog).toBeVisible();
    await expect(this.dialog.locator("[aria-busy=true]")).toHaveCount(0);
  }

  private async share() {
    const { good: id, basic: to } = this.at;
    await this.headwater.call("share.add", { id, to, env: "prod", user: "li", permission: "edit" });
    await this.list();
    await this.page.getByRole("row").filter({ hasText: "orders" }).getByRole("button").last().click();
    await this.page.getByRole("menuitem", { name: /^(Share|共享)/ }).click();
    await expect(this.dialog.getByRole("table")).toBeVisible();
  }

  private async palette() {
    await this.page.keyboard.press("ControlOrMeta+K");
    await this.dialog.getByRole("combobox").fill("o");
    await expect(this.dialog.getByRole("option", { name: /^orders/ })).toBeVisible();
  }

  private async nothing() {
    await this.page.keyboard.press("/");
    await this.page.keyboard.type("zzzz");
    await expect(this.page.getByRole("row")).toHaveCount(0);
  }

  private async dock() {
    await expect(this.page.getByRole("row").filter({ hasText: "raw_logs" })).toBeVisible();
    await this.page.getByRole("row").filter({ hasText: "crm" }).locator("button[aria-haspopup=menu]").first().click();
    await this.page.getByRole("menuitem").first().click();
    await expect(this.panel.getByRole("heading", { level: 3 }).first()).toBeVisible();
  }

  private async mistakes() {
    await this.field("head-name").fill("1st");
    for (const env of ["dev", "prod"]) {
      const address = this.page.locator(`#${env}-address`);
      if (!(await address.isVisible())) continue;
      await address.fill("https://db.example.com:3307/shop");
      await address.blur();
      await expect(this.page.getByRole("alert").first()).toBeVisible();
    }
    await this.page.keyboard.press("ControlOrMeta+S");
    await expect(this.page.getByRole("alert").first()).toBeVisible();
  }

  private async leave() {
    await this.main.getByRole("button").first().click();
    await expect(this.dialog.getByRole("button")).toHaveCount(4);
  }

  private async discard() {
    await this.dialog.getByRole("button").nth(1).click();
    await expect(this.page.getByRole("searchbox")).toBeVisible();
  }

  private async encryption() {
    const folds = this.page.locator("[aria-expanded=false]:not([aria-haspopup])");
    await folds.first().click();
    await this.page.locator("#dev-tlsMode, #prod-tlsMode").first().click();
    await this.page.getByRole("option").nth(3).click();
    await expect(this.page.locator(OVER).filter({ visible: true })).toHaveCount(0);
  }

  private async secret() {
    await this.page.getByRole("region").getByRole("button", { name: /^(Set|Replace|设置|替换)[:：]/ }).first().click();
    await expect(this.page.locator("input[type=password]")).toBeFocused();
    await this.page.keyboard.type("secret");
  }

  private async paste() {
    await this.page.getByRole("region").first().getByRole("button", { name: /URL/ }).click();
    await this.dialog.getByRole("textbox").fill("gopher://example.com");
    await this.page.keyboard.press("Enter");
    await expect(this.dialog.getByRole("alert")).toBeVisible();
  }

  /** TLS was turned off: the stored password is not sent without asking. */
  private async confirm() {
    await this.page.locator("footer").getByRole("button", { name: /^(Test|测试)/ }).click();
    await expect(this.panel.getByRole("heading", { level: 3 }).first()).toBeVisible();
  }

  private async passed() {
    const card = this.panel
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { level: 3 }) });
    await card.getByRole("button").click();
    await expect(this.panel.getByRole("heading", { level: 2 })).toContainText(/Connectable|可连通/);
  }

  private async usable() {
    await this.main.getByRole("button", { name: /^(Where it can be used|可用于何处)/ }).click();
    await expect(this.page.getByRole("table")).toBeVisible();
  }

  private async used() {
    await this.main.getByRole("button", { name: /^(Where it is used|使用情况)/ }).click();
    await expect(this.main.getByRole("listitem").last()).toBeVisible();
    await this.main.getByRole("listitem").last().scrollIntoViewIfNeeded();
  }

  private async selected() {
    await this.list();
    await this.page.getByRole("row").filter({ hasText: "orders" }).getByRole("checkbox").click();
    await this.page.getByRole("row").filter({ hasText: "crm" }).getByRole("checkbox").click();
    await expect(this.bar.getByRole("button").first()).toBeVisible();
  }

  private async unselect(away: () => Promise<void>) {
    await away();
    await this.bar.getByRole("button").last().click();
    await expect(this.bar).toHaveCount(0);
  }

  private get bar() {
    return this.page.getByRole("region", { name: /^(Selected|已选)/ });
  }

  private async bulk(verb: number) {
    await this.bar.getByRole("button", { name: /…$/ }).nth(verb).click();
    await expect(this.dialog.locator("form")).toBeVisible();
  }

  private async bulkPreview() {
    await this.bulk(0);
    await this.dialog.getByRole("textbox").fill("core, daily");
    await this.page.keyboard.press("Enter");
    await expect(this.dialog.getByRole("table")).toBeVisible();
  }

  private async deleted() {
    const { headwater } = this;
    const gone = await headwater.call("source.save", source("gone", "localfile", { prod: fileSide("/data/gone.csv") }));
    await headwater.call("source.delete", { id: gone.id, envs: [] });
    await this.go("/deleted", this.page.getByRole("table"));
  }

  private async purge() {
    await this.page.getByRole("row").last().getByRole("button").last().click();
    await expect(this.dialog.getByRole("button").last()).toBeVisible();
  }

  private async workspaceMenu() {
    await this.page.getByRole("row").filter({ hasText: "ledger" }).getByRole("button").last().click();
    await expect(this.page.getByRole("menu")).toBeVisible();
  }

  private async deleteWorkspace() {
    await this.workspaceMenu();
    await this.page.getByRole("menuitem").last().click();
    await expect(this.dialog.getByRole("list")).toBeVisible();
    await this.dialog.getByRole("textbox").fill("ledger");
    await this.page.keyboard.press("Enter");
    await expect(this.dialog.getByRole("alert")).toBeVisible();
  }

  private async prefilled() {
    await this.page.getByRole("switch").click();
    await expect(this.page.getByRole("row").filter({ hasText: "ledger" })).toContainText(/Password|密码/);
  }

  private async locked() {
    const { workspace } = await this.headwater.call("app.state", {});
    await this.headwater.call("workspace.change", { workspace, locked: true });
    await this.headwater.go("/");
    await this.page.reload();
    await this.list();
  }

  private async question() {
    const tab = this.page.getByRole("tab").last();
    if (await tab.isVisible()) await tab.click();
    await this.page.locator("#prod-database").fill("other");
    await this.page.keyboard.press("ControlOrMeta+S");
    await this.dialog.getByRole("textbox").fill("Orders");
    await this.page.keyboard.press("Enter");
    await expect(this.dialog.getByRole("alert")).toBeVisible();
  }

  private async lockedDelete() {
    await this.list();
    await this.key("Delete");
  }

  private async noRight() {
    await this.headwater.call("identity.set", { identity: { user: "li", role: "visitor" } });
    await this.page.reload();
    await this.rowMenu();
  }

  private async failed() {
    await this.panel.locator("header").getByRole("button").click();
    await this.field("dev-database", "prod-database").fill("no_such_database");
    await this.page.locator("footer").getByRole("button", { name: /^(Test|测试)/ }).click();
    await expect(this.panel.getByRole("listitem").getByRole("heading", { level: 3 })).toBeVisible();
  }
}
