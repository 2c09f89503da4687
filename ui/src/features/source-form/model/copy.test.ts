import { describe, expect, it } from "vitest";
import { compareRows } from "./compare";
import { copySide } from "./copy";
import { orders, side, typeDef } from "./fixtures";
import { openForm } from "./form";
import { opened, reduce } from "./state";

const open = (view = orders()) => {
  const { form, frame } = openForm(typeDef("mysql"), view, ["dev", "prod"]);
  return opened(frame, form);
};

describe("copying a side", () => {
  it("takes the values and leaves the target's own secrets", () => {
    const { form, frame } = open();
    const copy = copySide(form, frame, "prod", false);
    expect(copy.sides.prod?.properties.database).toBe("shop_dev");
    expect(copy.sides.prod?.secrets).toEqual({});
    expect(form.sides.prod?.properties.database).toBe("shop");
  });

  it("with secrets, lets the vault copy what is saved", () => {
    const { form, frame } = open();
    expect(copySide(form, frame, "prod", true).sides.prod?.secrets).toEqual({
      password: { is: "from", env: "dev" },
    });
  });

  it("with secrets, takes a typed one in memory", () => {
    const state = reduce(open(), {
      do: "secret",
      env: "dev",
      slot: "password",
      draft: { is: "typed", value: "x" },
    });
    expect(copySide(state.form, state.frame, "prod", true).sides.prod?.secrets).toEqual({
      password: { is: "typed", value: "x" },
    });
  });

  it("with secrets, does not clear what the source does not have", () => {
    const state = reduce(open(), {
      do: "secret",
      env: "dev",
      slot: "password",
      draft: { is: "typed", value: "x" },
    });
    const copy = copySide(state.form, state.frame, "dev", true);
    expect(copy.sides.dev?.secrets).toEqual({ password: { is: "typed", value: "x" } });
  });
});

describe("comparing", () => {
  const rows = (view = orders()) => {
    const { form, frame } = open(view);
    return compareRows(form, frame, { en: "Mode", "zh-CN": "模式" });
  };

  it("marks what differs and tells secrets by their state only", () => {
    const byKey = Object.fromEntries(rows().map((row) => [row.key, row]));
    expect(byKey.database?.differs).toBe(true);
    expect(byKey.tlsMode?.differs).toBe(false);
    expect(byKey.mode?.differs).toBe(false);
    expect(byKey.password).toMatchObject({
      dev: { is: "secret", state: "stored" },
      prod: { is: "secret", state: "missing" },
    });
    expect(byKey).not.toHaveProperty("truststoreFile");
  });

  it("has the properties of both modes", () => {
    const keys = rows(
      orders({ dev: side({ mode: "InstanceMode", properties: { instanceId: "rm-1" } }) }),
    ).map((row) => row.key);
    expect(keys).toContain("instanceId");
    expect(keys).toContain("address");
  });
});
