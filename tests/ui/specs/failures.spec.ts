import { once } from "node:events";
import { createServer } from "node:net";
import type { Locator } from "@playwright/test";
import { Form, Panel, type Side } from "../support/pages";
import { database } from "../support/servers";
import { expect, test } from "../support/test";

/** How a good configuration is made to fail, and what is said about it. */
interface Failure {
  name: string;
  spoil: (side: Side) => Promise<void>;
  verdict: string;
  /** The stage that fails. */
  stage: string;
  /** Seen, why, and what to do. */
  advice: RegExp[];
  /** The field that the advice leads to. */
  field: (side: Side) => Locator;
}

const FAILURES: Failure[] = [
  {
    name: "a wrong password",
    spoil: (side) => side.setSecret("Password", "wrong"),
    verdict: "Configuration error",
    stage: "Authenticate",
    advice: [/does not accept/, /password is wrong/],
    field: (side) => side.box.getByRole("button", { name: "Replace: Password" }),
  },
  {
    name: "an unknown database",
    spoil: (side) => side.text("Database").fill("no_such_database"),
    verdict: "Configuration error",
    stage: "Open target",
    advice: [/no_such_database/],
    field: (side) => side.text("Database"),
  },
  {
    name: "a port that nobody listens on",
    spoil: async (side) => side.text("Port").fill(String(await closedPort())),
    verdict: "Unreachable",
    stage: "Connect to port",
    advice: [/refuse/],
    field: (side) => side.text("Address"),
  },
  {
    name: "a host that no name server knows",
    spoil: (side) => side.text("Address").fill("no-such-host.invalid"),
    verdict: "Unreachable",
    stage: "Resolve host",
    advice: [/no-such-host\.invalid/],
    field: (side) => side.text("Address"),
  },
  {
    name: "a server whose certificate nobody vouches for",
    spoil: async (side) => {
      await side.text("Port").fill(String(database.tls_port));
      await side.unfold("Encryption");
      await side.choose("TLS", /verify/);
    },
    verdict: "Unreachable",
    stage: "TLS handshake",
    advice: [/certificate/],
    field: (side) => side.text("CA certificate (PEM)"),
  },
  {
    name: "a server that cannot encrypt, when it has to",
    spoil: async (side) => {
      await side.unfold("Encryption");
      await side.choose("TLS", /verify/);
    },
    verdict: "Unreachable",
    stage: "TLS handshake",
    advice: [/offers no encryption/],
    field: (side) => side.choice("TLS"),
  },
];

for (const failure of FAILURES) {
  test(`${failure.name} is told from everything else, with what to do`, async ({ headwater, page }) => {
    const { dev } = new Form(page);
    const panel = new Panel(page);
    headwater.secrets.add(database.password);
    await headwater.go("/sources/new/mysql");
    await dev.fill({
      Address: database.host,
      Port: String(database.plain_port),
      Database: database.database,
      "User name": database.user,
    });
    await dev.setSecret("Password", database.password);
    await failure.spoil(dev);
    await dev.test();

    await expect(panel.verdict).toContainText(failure.verdict);
    await expect(panel.stage(failure.stage)).toContainText("failed");
    for (const words of failure.advice) await expect(panel.advice).toContainText(words);
    // What comes after is not guessed.
    await expect(panel.stages.getByRole("listitem").last()).toContainText("not reached");
    await panel.advice.getByRole("button", { name: "Go to field" }).click();
    await expect(failure.field(dev)).toBeFocused();
    // A form that was never saved leaves nothing behind.
    expect((await headwater.call("app.state", {})).workspaces[0]?.sources).toBe(0);
  });
}

test("verifying works with the server's own authority", async ({ headwater, page }) => {
  const { dev } = new Form(page);
  const panel = new Panel(page);
  headwater.secrets.add(database.password);
  await headwater.go("/sources/new/mysql");
  await dev.fill({
    Address: database.host,
    Port: String(database.tls_port),
    Database: database.database,
    "User name": database.user,
  });
  await dev.setSecret("Password", database.password);
  await dev.unfold("Encryption");
  await dev.choose("TLS", /verify/);
  await dev.text("CA certificate (PEM)").fill(database.ca);
  await dev.test();
  await expect(panel.verdict).toContainText("Connectable");
  await expect(panel.stage("TLS handshake")).toContainText("passed");
});

test("a test that hangs can be cancelled at once", async ({ headwater, page }) => {
  const { dev } = new Form(page);
  const panel = new Panel(page);
  const silent = createServer();
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const { port } = silent.address() as { port: number };
  await headwater.go("/sources/new/mysql");
  await dev.fill({ Address: "127.0.0.1", Port: String(port), Database: "shop", "User name": "etl" });
  await dev.setSecret("Password", "anything");
  await dev.test();
  await expect(panel.stage("Connect to port")).toContainText("in progress");
  const asked = Date.now();
  await panel.box.getByRole("button", { name: "Cancel" }).click();
  await expect(panel.verdict).toContainText("Cancelled");
  // 200 ms on the Rust side; a slow browser may add to it.
  expect(Date.now() - asked).toBeLessThan(1_500);
  silent.close();
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { port: number };
  await once(server.close(), "close");
  return port;
}
