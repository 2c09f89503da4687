/**
 * Watches one page: everything it asked for, everything it was answered. What must hold in every test, whatever it is
 * about: no secret comes back, nothing goes anywhere but to our own host, the console stays quiet.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, type Page, type Request } from "@playwright/test";

export class Watch {
  private readonly bodies: Promise<{ what: string; text: string }>[] = [];
  private readonly asked: { url: string; kept: string }[] = [];
  private readonly said: string[] = [];
  private readonly forgiven: RegExp[] = [];

  static async over(page: Page): Promise<Watch> {
    const watch = new Watch();
    page.on("request", (request) => {
      const kept = request.url().endsWith("/api/call/form.keep") ? (request.postData() ?? "") : "";
      watch.asked.push({ url: request.url(), kept });
    });
    page.on("websocket", (socket) => watch.asked.push({ url: socket.url(), kept: "" }));
    page.on("requestfinished", (request) => watch.bodies.push(bodyOf(request)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") watch.said.push(message.text());
    });
    page.on("pageerror", (error) => watch.said.push(String(error)));
    // The body of an event stream has no end; the debugger sees each message.
    const debug = await page.context().newCDPSession(page);
    debug.on("Network.eventSourceMessageReceived", ({ data }) => {
      watch.bodies.push(Promise.resolve({ what: "/api/events", text: data }));
    });
    await debug.send("Network.enable");
    return watch;
  }

  /** Has read every answer so far: the browser forgets them when the page goes elsewhere. */
  async caughtUp() {
    await Promise.all(this.bodies);
  }

  /** What the console says, now or later, because this test brings it about. */
  forgive(what: RegExp) {
    this.forgiven.push(what);
  }

  async check(secrets: Iterable<string>, origins: Set<string>, home: string) {
    const foreign = this.asked.filter(({ url }) => !/^(data|blob):/.test(url) && !origins.has(originOf(url)));
    expect(foreign, "requests to other origins").toEqual([]);
    const said = this.said.filter((line) => !this.forgiven.some((what) => what.test(line)));
    expect(said, "said on the console").toEqual([]);

    const answered = await Promise.all(this.bodies);
    const state = answered.filter(({ what, text }) => what.endsWith("/api/call/app.state") && text !== "");
    expect(state.length, "answers that were looked into").toBeGreaterThan(0);
    const kept = this.asked.filter((request) => request.kept !== "");
    const files = filesBelow(home).map((file) => ({ what: file, bytes: readFileSync(file) }));
    for (const secret of secrets) {
      for (const form of writtenForms(secret)) {
        const inAnswers = answered.filter(({ text }) => text.includes(form)).map(({ what }) => what);
        expect(inAnswers, "answers with a secret").toEqual([]);
        expect(
          kept.filter((request) => request.kept.includes(form)),
          "kept forms with a secret",
        ).toEqual([]);
        const inFiles = files.filter(({ bytes }) => bytes.includes(form)).map(({ what }) => what);
        expect(inFiles, "files with a secret").toEqual([]);
      }
    }
  }
}

/** What was answered; nothing, when the page went elsewhere meanwhile. */
async function bodyOf(request: Request) {
  const read = request.response().then((response) => response?.text());
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, 3_000));
  const text = await Promise.race([read.catch(() => undefined), late]);
  return { what: request.url(), text: text ?? "" };
}

const originOf = (url: string) => new URL(url).origin.replace(/^ws/, "http");

/** As it is, in JSON, in a URL, in a form, in base64. */
function writtenForms(secret: string): Set<string> {
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    Buffer.from(secret).toString("base64"),
  ]);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
