import { describe, expect, it } from "vitest";
import { modeOf, offered, shownFields } from "./conditions";
import { typeDef } from "./fixtures";
import { newForm } from "./form";
import { type Row, sectionsOf } from "./layout";
import { opened, reduce } from "./state";

const maxcompute = modeOf(typeDef("maxcompute"), "UrlMode");
const keys = (properties: Record<string, unknown>) =>
  shownFields(maxcompute, properties).map((field) => field.key);

describe("conditions", () => {
  it("take an absent value for its default", () => {
    expect(keys({})).not.toContain("endpoint");
    expect(keys({ endpointMode: "Custom" })).toContain("endpoint");
  });

  it("do not mind the case of ids", () => {
    expect(keys({ endpointMode: "custom" })).toContain("endpoint");
  });

  it("hide the choices that another field forbids, but never the present one", () => {
    const field = shownFields(maxcompute, {}).find((candidate) => candidate.key === "authType");
    if (field?.kind.kind !== "choice") throw new Error("authType is a choice");
    const values = (present: string) =>
      offered(
        field.kind.kind === "choice" ? field.kind.choices : [],
        maxcompute,
        { crossAccountOwnerId: "1" },
        present,
      ).map((choice) => choice.value);
    expect(values("RamRole")).toEqual(["RamRole"]);
    expect(values("SubAccount")).toEqual(["SubAccount", "RamRole"]);
  });
});

describe("rows", () => {
  const keys = (rows: Row[]) =>
    rows.map((row) => [row.dev, row.prod].map((line) => line?.map((field) => field.key).join("+") ?? ""));

  it("align what both sides show, and pair what only one side shows", () => {
    const { form, frame } = newForm(typeDef("oss"), ["dev", "prod"]);
    const state = reduce(opened(frame, form), {
      do: "value",
      env: "prod",
      key: "authType",
      value: "RamRole",
    });
    const [, access] = sectionsOf(modeOf(frame.def, "UrlMode"), state.form, ["dev", "prod"]);
    expect(keys(access?.rows ?? [])).toEqual([
      ["authType", "authType"],
      ["accessId+accessKey", "authIdentity"],
      ["securityToken", ""],
    ]);
  });

  it("leave a place empty before the next line that both sides show", () => {
    const { form, frame } = newForm(typeDef("maxcompute"), ["dev", "prod"]);
    const state = reduce(opened(frame, form), {
      do: "value",
      env: "prod",
      key: "endpointMode",
      value: "Custom",
    });
    const [first] = sectionsOf(modeOf(frame.def, "UrlMode"), state.form, ["dev", "prod"]);
    expect(keys(first?.rows ?? []).slice(-3)).toEqual([
      ["endpointMode", "endpointMode"],
      ["", "endpoint"],
      ["", "tunnelServer"],
    ]);
  });

  it("bring all lines of one side alone, where only one is on the screen", () => {
    const { form, frame } = newForm(typeDef("oss"), ["dev", "prod"]);
    const [first] = sectionsOf(modeOf(frame.def, "UrlMode"), form, ["prod"]);
    expect(keys(first?.rows ?? [])).toEqual([
      ["", "regionId+bucket"],
      ["", "endpoint"],
    ]);
  });
});
