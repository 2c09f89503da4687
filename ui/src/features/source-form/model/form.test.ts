import { describe, expect, it } from "vitest";
import { orders, side, typeDef } from "./fixtures";
import { isDirty, newForm, openForm, saveRequest, sideInput } from "./form";
import { opened, reduce } from "./state";

const mysql = typeDef("mysql");
const open = (view = orders()) => {
  const { form, frame } = openForm(mysql, view, ["dev", "prod"]);
  return opened(frame, form);
};

describe("a save", () => {
  it("of an untouched form sends what was there, and keeps every secret by not naming it", () => {
    const { frame, form } = open();
    const request = saveRequest(frame, form);
    expect(request).toMatchObject({ id: "s1", revision: 4, name: "orders", type: "mysql", tags: ["core"] });
    expect(request.dev?.properties).toEqual({
      address: [{ host: "10.20.0.14", port: 3306 }],
      database: "shop_dev",
      username: "etl_dev",
    });
    expect(request.dev?.secrets).toEqual({});
  });

  it("writes a default that the saved side does not have only when it was chosen", () => {
    expect(open().form.sides.dev?.properties.tlsMode).toBe("preferred");
    const state = reduce(open(), { do: "value", env: "dev", key: "tlsMode", value: "off" });
    expect(saveRequest(state.frame, state.form).dev?.properties.tlsMode).toBe("off");
    const { frame, form } = newForm(mysql, ["prod"]);
    expect(saveRequest(frame, form).prod?.properties.tlsMode).toBe("preferred");
  });

  it("leaves a side that nobody touched absent, but never saves nothing at all", () => {
    const { form, frame } = newForm(mysql, ["dev", "prod"]);
    const state = opened(frame, { ...form, name: "x" });
    const both = saveRequest(frame, state.form);
    expect(both.dev).not.toBeNull();
    expect(both.prod).not.toBeNull();
    const filled = reduce(state, { do: "value", env: "prod", key: "database", value: "shop" });
    expect(saveRequest(frame, filled.form).dev).toBeNull();
    expect(saveRequest(frame, filled.form).prod?.properties).toMatchObject({ database: "shop" });
  });

  it("keeps a saved side although everything in it was emptied", () => {
    let state = open();
    for (const key of ["database", "username"])
      state = reduce(state, { do: "value", env: "dev", key, value: "" });
    state = reduce(state, { do: "value", env: "dev", key: "address", value: [] });
    expect(saveRequest(state.frame, state.form).dev?.properties).not.toHaveProperty("database");
  });

  it("leaves out address rows that hold only the prefilled port", () => {
    const state = reduce(open(), {
      do: "value",
      env: "dev",
      key: "address",
      value: [
        { host: "", port: "3306" },
        { host: "a", port: "3307" },
      ],
    });
    expect(saveRequest(state.frame, state.form).dev?.properties.address).toEqual([
      { host: "a", port: "3307" },
    ]);
  });

  it("in a basic workspace knows production only", () => {
    const { frame, form } = openForm(mysql, orders({ dev: null }), ["prod"]);
    expect(saveRequest(frame, form).dev).toBeNull();
    expect(saveRequest(frame, form).prod).not.toBeNull();
  });
});

describe("changes", () => {
  it("make a form dirty, and taking them back makes it clean", () => {
    const state = open();
    expect(isDirty(state.frame, state.baseline, state.form)).toBe(false);
    const changed = reduce(state, { do: "value", env: "dev", key: "database", value: "other" });
    expect(isDirty(changed.frame, changed.baseline, changed.form)).toBe(true);
    const back = reduce(changed, { do: "value", env: "dev", key: "database", value: "shop_dev" });
    expect(isDirty(back.frame, back.baseline, back.form)).toBe(false);
  });

  it("count a typed secret", () => {
    const state = reduce(open(), {
      do: "secret",
      env: "prod",
      slot: "password",
      draft: { is: "typed", value: "x" },
    });
    expect(isDirty(state.frame, state.baseline, state.form)).toBe(true);
  });
});

describe("modes", () => {
  it("send only their own properties, and switching back loses nothing", () => {
    const there = reduce(open(), { do: "mode", env: null, mode: "InstanceMode" });
    const input = saveRequest(there.frame, there.form);
    expect(input.dev?.mode).toBe("InstanceMode");
    expect(input.dev?.properties).toMatchObject({ database: "shop_dev" });
    expect(input.dev?.properties).not.toHaveProperty("address");
    const back = reduce(there, { do: "mode", env: null, mode: "UrlMode" });
    expect(isDirty(back.frame, back.baseline, back.form)).toBe(false);
  });

  it("may differ between the sides", () => {
    const state = open(orders({ dev: side({ mode: "InstanceMode", properties: { instanceId: "rm-1" } }) }));
    expect(state.form.sides.dev?.mode).toBe("InstanceMode");
    expect(state.form.sides.prod?.mode).toBe("UrlMode");
  });
});

describe("secret instructions", () => {
  it.each([
    [{ is: "typed", value: "p@ss " } as const, "p@ss "],
    [{ is: "clear" } as const, null],
    [{ is: "ask" } as const, { ask: true }],
    [{ is: "held", ticket: "t1" } as const, { held: "t1" }],
    [{ is: "from", env: "dev" } as const, { from: "dev" }],
  ])("%j → %j", (draft, input) => {
    const state = reduce(open(), { do: "secret", env: "prod", slot: "password", draft });
    expect(saveRequest(state.frame, state.form).prod?.secrets).toEqual({ password: input });
  });

  it("are not sent for a slot that is not shown", () => {
    const oss = typeDef("oss");
    const { form, frame } = newForm(oss, ["prod"]);
    let state = opened(frame, form);
    state = reduce(state, {
      do: "secret",
      env: "prod",
      slot: "accessKey",
      draft: { is: "typed", value: "k" },
    });
    state = reduce(state, { do: "value", env: "prod", key: "authType", value: "RamRole" });
    const shownSide = state.form.sides.prod;
    expect(shownSide && sideInput(frame, "prod", shownSide).secrets).toEqual({});
  });

  it("clear the secret of a map row that was removed", () => {
    const view = orders({
      dev: side({ secret_states: { password: "stored", "properties.password": "stored" } }),
    });
    const state = open(view);
    expect(state.form.sides.dev?.properties.properties).toEqual([{ name: "password", value: "" }]);
    const removed = reduce(state, { do: "value", env: "dev", key: "properties", value: [] });
    expect(saveRequest(removed.frame, removed.form).dev?.secrets).toEqual({ "properties.password": null });
  });
});
