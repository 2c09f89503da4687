import { expect, it } from "vitest";
import catalog from "../../../api/generated/catalog.json";
import type { Bundle } from "../../../api/generated/types";
import { found } from "./search";

const { types } = catalog as unknown as Bundle;
const ids = (search: string) => found(types, search).map((type) => type.id);

it.each([
  ["", types.length],
  ["对象存储", 1],
  ["  MYSQL ", 1],
  ["rds aurora", 1],
  ["kafka", 0],
])("%j finds %i", (search, count) => expect(ids(search)).toHaveLength(count));
