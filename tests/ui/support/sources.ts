/** Data sources that tests begin with. */
import type { SaveRequest, SideInput } from "../../../ui/src/api/generated/types";
import { database } from "./servers";

/** A side that can be logged into; `properties` and `password` differ from it. */
export function mysqlSide(properties: Record<string, unknown> = {}, password = database.password): SideInput {
  return {
    mode: "UrlMode",
    properties: {
      address: [{ host: database.host, port: database.plain_port }],
      database: database.database,
      username: database.user,
      ...properties,
    },
    secrets: { password },
    confirm: null,
  };
}

export function fileSide(path: string): SideInput {
  return { mode: "UrlMode", properties: { path, kind: "file" }, secrets: {}, confirm: null };
}

/** A request that creates a source. */
export function source(
  name: string,
  type: string,
  sides: Partial<Record<"dev" | "prod", SideInput>>,
  more = {},
) {
  return {
    id: null,
    revision: null,
    workspace: null,
    name,
    type,
    description: "",
    tags: [],
    dev: sides.dev ?? null,
    prod: sides.prod ?? null,
    ...more,
  } satisfies SaveRequest;
}
