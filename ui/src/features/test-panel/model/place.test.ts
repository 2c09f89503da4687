import { expect, it } from "vitest";
import catalog from "../../../api/generated/catalog.json";
import type { Bundle } from "../../../api/generated/types";
import { fieldOf } from "./place";

const { types, findings } = catalog as unknown as Bundle;
const type = (id: string) => types.find((def) => def.id === id);
const entry = (code: string) => findings[code];

it("leads to the field that the advice names", () => {
  expect(fieldOf(type("mysql"), "UrlMode", entry("tls_unknown_ca"), "handshake_tls")).toBe("caCertificate");
});

it("leads to where the target is written when it cannot be reached", () => {
  expect(fieldOf(type("mysql"), "UrlMode", entry("refused"), "connect_port")).toBe("address");
  expect(fieldOf(type("oss"), "UrlMode", entry("host_unknown"), "resolve_host")).toBe("endpoint");
});

it("leads nowhere when the mode has no such field", () => {
  expect(fieldOf(type("mysql"), "InstanceMode", entry("host_unknown"), "resolve_host")).toBeUndefined();
  expect(fieldOf(type("mysql"), "UrlMode", entry("secrets.locked"), "read_secrets")).toBeUndefined();
});
