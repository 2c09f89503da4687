import { describe, expect, it } from "vitest";
import { modeOf, offered, shownFields } from "./conditions";
import { typeDef } from "./fixtures";
import { newForm } from "./form";
import { sectionsOf } from "./layout";
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

describe("lines", () => {
  it("are the same on both sides: a field that one side shows makes a line for both", () => {
    const { form, frame } = newForm(typeDef("oss"), ["dev", "prod"]);
    const state = reduce(opened(frame, form), {
      do: "value",
      env: "prod",
      key: "authType",
      value: "RamRole",
    });
    const [, access] = sectionsOf(modeOf(frame.def, "UrlMode"), state.form, ["dev", "prod"]);
    expect(access?.lines.map((line) => line.map((field) => field.key))).toEqual([
      ["authType"],
      ["authIdentity"],
      ["accessId", "accessKey"],
      ["securityToken"],
    ]);
  });
});
