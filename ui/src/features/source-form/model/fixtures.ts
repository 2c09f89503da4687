/** Sources for tests: small, and named for what they show. */
import catalog from "../../../api/generated/catalog.json";
import type { Bundle, SideView, SourceView, TypeDef } from "../../../api/generated/types";

const bundle = catalog as unknown as Bundle;

export function typeDef(id: string): TypeDef {
  const def = bundle.types.find((candidate) => candidate.id === id);
  if (!def) throw new Error(`no type ${id}`);
  return def;
}

export const side = (over: Partial<SideView> = {}): SideView => ({
  mode: "UrlMode",
  extra: {},
  properties: { address: [{ host: "10.20.0.14", port: 3306 }], database: "shop_dev", username: "etl_dev" },
  secret_states: { password: "stored" },
  complete: true,
  missing: [],
  summary: "10.20.0.14:3306/shop_dev",
  destination: "10.20.0.14 · TLS preferred",
  fetched: {},
  unconfirmed: false,
  consent: "10.20.0.14 · TLS preferred",
  last_test: null,
  ...over,
});

export const orders = (over: Partial<SourceView> = {}): SourceView => ({
  id: "s1",
  revision: 4,
  workspace: "w1",
  name: "orders",
  type: "mysql",
  description: "Order facts",
  tags: ["core"],
  origin: "management_center",
  created_at: "2026-11-01T08:00:00.000Z",
  modified_at: "2026-11-20T08:00:00.000Z",
  dev: side(),
  prod: side({
    properties: { address: [{ host: "rm-1.example.com", port: "3306" }], database: "shop", username: "etl" },
    secret_states: { password: "missing" },
    complete: false,
    missing: ["password"],
    summary: "rm-1.example.com:3306/shop",
    destination: "rm-1.example.com · TLS preferred",
    consent: "rm-1.example.com · TLS preferred",
  }),
  shared: null,
  private_to: null,
  known_by_name: null,
  ...over,
});
