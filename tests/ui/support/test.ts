/** `test` with a Headwater of its own: an empty data folder, a devhost, a page that was let in, and a watch over it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { Commands } from "../../../ui/src/api/generated/commands";
import { Watch } from "./leaks";
import { BUILT, type Running, start } from "./process";

export { expect };

/** A devhost over one data folder, and the way in for the page. */
export class Headwater {
  readonly home = mkdtempSync(path.join(tmpdir(), "headwater-ui-"));
  readonly origins = new Set<string>();
  /** What must never be seen again. Tests add what they type. */
  readonly secrets = new Set<string>();
  private host: Running<{ url: string }> | undefined;
  private origin = "";
  private cookie = "";

  constructor(
    private readonly page: Page,
    private readonly watch: Watch,
    private readonly env: NodeJS.ProcessEnv,
    private readonly commands = false,
  ) {}

  /** Starts the devhost, also after `stop`, and opens the page. */
  async open(at = "/") {
    const args = ["--port", "0", "--print-json", "--follow-stdin", "--home", this.home];
    // A page that was built elsewhere than in ui/dist.
    if (this.commands) args.push("--allow-commands");
    if (process.env.HEADWATER_PAGE) args.push("--ui", process.env.HEADWATER_PAGE);
    this.host = await start<{ url: string }>(path.join(BUILT, "headwater-devhost"), args, this.env);
    this.origin = new URL(this.host.said.url).origin;
    this.origins.add(this.origin);
    await this.page.goto(this.host.said.url);
    const cookies = await this.page.context().cookies(this.origin);
    this.cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    await expect(this.page.getByRole("navigation").first()).toBeVisible();
    if (at !== "/") await this.go(at);
  }

  /** Goes to a page by its address. */
  async go(at: string) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, `#${at}`);
  }

  /** Ends the devhost; the page is put aside first, else it would call for it. */
  async stop() {
    await this.watch.caughtUp();
    await this.page.goto("about:blank");
    await this.host?.stop();
    this.host = undefined;
  }

  /** Ends the devhost under the page. */
  async vanish() {
    await this.watch.caughtUp();
    this.watch.forgive(
      /ERR_CONNECTION_|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|Failed to (load|fetch)|Unable to preload/,
    );
    await this.host?.stop();
    this.host = undefined;
  }

  /** The same data folder, another process. */
  async restart() {
    await this.stop();
    await this.open();
  }

  /** A command past the page: to lay out what a test begins with. */
  async call<N extends keyof Commands>(
    name: N,
    request: Commands[N]["request"],
  ): Promise<Commands[N]["response"]> {
    const answer = await fetch(`${this.origin}/api/call/${name}`, {
      method: "POST",
      headers: { origin: this.origin, cookie: this.cookie, "content-type": "application/json" },
      body: JSON.stringify({ call: crypto.randomUUID(), request }),
    });
    const body = (await answer.json()) as { ok?: Commands[N]["response"]; error?: unknown };
    if (body.ok === undefined) throw new Error(`${name}: ${JSON.stringify(body.error)}`);
    return body.ok;
  }

  remove() {
    rmSync(this.home, { recursive: true, force: true });
  }
}

interface Fixtures {
  /** Whether the devhost finds a keychain. */
  keychain: boolean;
  /** Whether secrets may come from commands. */
  commands: boolean;
  headwater: Headwater;
  watch: Watch;
}

export const test = base.extend<Fixtures>({
  keychain: [true, { option: true }],
  commands: [false, { option: true }],

  watch: async ({ page }, use) => {
    await use(await Watch.over(page));
  },

  headwater: async ({ page, watch, keychain, commands }, use, info) => {
    if (!process.env.HEADWATER_TEST_KEYCHAIN) throw new Error("start the tests with tests/ui/run");
    // Nor does a test touch the clipboard of who runs it.
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const { DBUS_SESSION_BUS_ADDRESS: ___, ...withoutBus } = env;
    const headwater = new Headwater(page, watch, keychain ? env : withoutBus, commands);
    await headwater.open();
    await use(headwater);
    if (info.status === "passed") {
      await headwater.stop();
      await watch.check(headwater.secrets, headwater.origins, headwater.home);
    }
    headwater.remove();
  },
});
