import { describe, expect, it } from "vitest";
import { side } from "../../source-form/model/fixtures";
import { answered, askSlots } from "./ask";

describe("slots to ask for", () => {
  it("are those of the form, and saved ones that the form leaves alone", () => {
    const saved = { password: "ask", truststorePassword: "ask", keystorePassword: "stored" } as const;
    const form = {
      mode: "UrlMode",
      properties: {},
      secrets: { password: "typed", keystorePassword: { ask: true } },
      confirm: null,
    };
    expect(askSlots("dev", form, saved).map((one) => one.slot)).toEqual([
      "keystorePassword",
      "truststorePassword",
    ]);
    expect(askSlots("dev", undefined, saved).map((one) => one.slot)).toEqual([
      "password",
      "truststorePassword",
    ]);
  });
});

describe("a test's side", () => {
  it("stays away for a saved side without questions", () =>
    expect(answered(undefined, side(), {})).toBeNull());

  it("carries the answers with the saved values", () => {
    expect(answered(undefined, side(), { password: "x" })).toMatchObject({
      mode: "UrlMode",
      properties: { database: "shop_dev" },
      secrets: { password: "x" },
    });
  });
});
