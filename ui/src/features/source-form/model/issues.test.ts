import { describe, expect, it } from "vitest";
import type { AppError, Issue } from "../../../api/generated/types";
import { orders, typeDef } from "./fixtures";
import { openForm } from "./form";
import { fixOf, merged, parsePath, place, refusal } from "./issues";
import { mending } from "./mend";
import { opened, reduce } from "./state";

const issue = (
  field: string,
  params: Record<string, string> = {},
  code: Issue["code"] = "host_port",
): Issue => ({ field, code, params });

describe("a path", () => {
  it.each([
    ["name", { env: null, key: "name" }],
    ["prod.database", { env: "prod", key: "database" }],
    ["dev.address[0].host", { env: "dev", key: "address", row: 0, part: "host" }],
    ["address[12].port", { env: null, key: "address", row: 12, part: "port" }],
    ["prod.properties.connectTimeout", { env: "prod", key: "properties", part: "connectTimeout" }],
  ])("%s", (path, placed) => expect(parsePath(path)).toEqual(placed));
});

describe("an issue", () => {
  it("lands on the row that the person sees, although empty rows were not sent", () => {
    const { form, frame } = openForm(typeDef("mysql"), orders(), ["dev", "prod"]);
    const rows = [
      { host: "", port: "3306" },
      { host: "h:3306", port: "3306" },
    ];
    const state = reduce(opened(frame, form), { do: "value", env: "dev", key: "address", value: rows });
    expect(place(frame, state.form.sides, issue("address[0].host"), "dev")).toMatchObject({
      env: "dev",
      row: 1,
      part: "host",
    });
  });

  it("is told once when the check and the save both say it", () => {
    const live = [{ issue: issue("database"), env: "dev" as const, key: "database" }];
    const refused = [{ issue: issue("dev.database"), env: "dev" as const, key: "database" }];
    expect(merged(live, refused)).toHaveLength(1);
  });

  it("goes when its field is changed", () => {
    const { form, frame } = openForm(typeDef("mysql"), orders(), ["dev", "prod"]);
    let state = reduce(opened(frame, form), {
      do: "refused",
      issues: [{ issue: issue("dev.database"), env: "dev", key: "database" }],
    });
    state = reduce(state, { do: "value", env: "prod", key: "database", value: "x" });
    expect(state.refused).toHaveLength(1);
    state = reduce(state, { do: "value", env: "dev", key: "database", value: "x" });
    expect(state.refused).toHaveLength(0);
  });

  it("brings its mend, for a port in the host both values", () => {
    const mend = (...parts: Parameters<typeof issue>) =>
      fixOf({ issue: issue(...parts), env: "dev", key: "x" });
    expect(mend("address[0].host", { suggestion: "h", port: "3307" })).toEqual({ value: "h", port: "3307" });
    expect(mend("database", { suggestion: "d" }, "surrounding_spaces")).toEqual({ value: "d" });
    expect(mend("database", {}, "too_long")).toBeNull();
  });
});

describe("a refused save", () => {
  const refused = (over: Partial<AppError>): AppError => ({
    code: "invalid_input",
    params: {},
    field: null,
    detail: null,
    retryable: false,
    issues: [],
    ...over,
  });
  const { form, frame } = openForm(typeDef("mysql"), orders(), ["dev", "prod"]);

  it("puts every issue at its side", () => {
    const placed = refusal(frame, form.sides, refused({ issues: [issue("prod.database"), issue("name")] }));
    expect(placed.map(({ env, key }) => [env, key])).toEqual([
      ["prod", "database"],
      [null, "name"],
    ]);
  });

  it("for a taken name offers the free one at the name", () => {
    const [placed] = refusal(
      frame,
      form.sides,
      refused({ code: "name_taken", params: { name: "orders", proposal: "orders_2" } }),
    );
    expect(placed && mending(form, placed)).toEqual({ do: "head", key: "name", value: "orders_2" });
  });

  it("without a place is told above the form", () => {
    expect(refusal(frame, form.sides, refused({ code: "keychain_locked" }))).toEqual([]);
  });
});
