/** The page as a person sees it: by roles and names only. */
import { expect, type Locator, type Page } from "@playwright/test";

export type Env = "dev" | "prod";
export const ENV_WORDS = { dev: "Development", prod: "Production" } as const;

/** The name of a field, required or not. */
const named = (label: string) =>
  new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}( \\(required\\))?$`);

/** One side of the form. */
export class Side {
  readonly box: Locator;

  constructor(
    page: Page,
    readonly env: Env,
  ) {
    this.box = page.getByRole("region", { name: ENV_WORDS[env], exact: true });
  }

  text(label: string): Locator {
    return this.box.getByRole("textbox", { name: named(label) });
  }

  choice(label: string): Locator {
    return this.box.getByRole("combobox", { name: named(label) });
  }

  /** The box of a secret: its state and its verbs. */
  secret(label: string): Locator {
    return this.box.getByRole("group", { name: named(label) }).first();
  }

  async fill(values: Record<string, string>) {
    for (const [label, value] of Object.entries(values)) await this.text(label).fill(value);
  }

  async choose(label: string, option: string | RegExp) {
    await this.choice(label).click();
    await this.box.page().getByRole("option", { name: option }).click();
  }

  async setSecret(label: string, value: string) {
    await this.box.getByRole("button", { name: new RegExp(`^(Set|Replace): ${label}$`) }).click();
    await this.box.locator("input[type=password]").fill(value);
    await this.box.page().keyboard.press("Enter");
  }

  async unfold(group: string) {
    const head = this.box.getByRole("button", { name: new RegExp(`^${group} `) });
    if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  }

  async test() {
    await this.box.getByRole("button", { name: `Test, ${ENV_WORDS[this.env]}` }).click();
  }
}

export class Form {
  readonly dev: Side;
  readonly prod: Side;
  readonly name: Locator;
  readonly description: Locator;
  readonly bar: Locator;
  readonly save: Locator;

  constructor(private readonly page: Page) {
    this.dev = new Side(page, "dev");
    this.prod = new Side(page, "prod");
    this.name = page.getByRole("textbox", { name: named("Name") });
    this.description = page.getByRole("textbox", { name: named("Description") });
    const save = page.getByRole("button", { name: /^Save( draft)?$/ });
    this.bar = page.locator("footer", { has: save });
    this.save = this.bar.getByRole("button", { name: /^Save( draft)?$/ });
  }

  async saved(name: string) {
    await this.save.click();
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }
}

/** A connectivity test on the screen. */
export class Panel {
  readonly box: Locator;
  readonly verdict: Locator;
  readonly stages: Locator;

  constructor(page: Page) {
    this.box = page.getByRole("region", { name: /^Test of / });
    this.verdict = this.box.getByRole("heading", { level: 2 });
    this.stages = this.box.getByRole("list", { name: "Stages" });
  }

  /** A stage by its name. */
  stage(name: string): Locator {
    return this.stages.getByRole("listitem").filter({ hasText: new RegExp(`^${name}\\s*:`) });
  }

  /** What the advice says. */
  get advice(): Locator {
    return this.stages.getByRole("heading", { level: 3 }).locator("..");
  }

  side(env: Env): Locator {
    return this.box.getByRole("tab", { name: ENV_WORDS[env] });
  }
}

export class List {
  readonly grid: Locator;
  readonly search: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole("grid", { name: "Data sources" });
    this.search = page.getByRole("textbox", { name: /^Search name/ });
  }

  row(name: string): Locator {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** Names of the rows, from above. */
  names(): Promise<string[]> {
    return this.grid.getByRole("link").allTextContents();
  }

  async more(name: string, verb: string | RegExp) {
    await this.page.getByRole("button", { name: `More actions for ${name}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: verb }).click();
  }

  async test(name: string, verb: string) {
    await this.page.getByRole("button", { name: `Test ${name}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: verb }).click();
  }
}

/** The messages in the corner. */
export const messages = (page: Page) => page.getByRole("region", { name: "Messages" });

/** Presses Tab until the focus is there: proof that the keyboard alone gets there. */
export async function tabTo(page: Page, target: Locator, atMost = 60) {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < atMost; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}
