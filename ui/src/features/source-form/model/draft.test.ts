import { describe, expect, it } from "vitest";
import { applyChanges, changesOf, clashes } from "./changes";
import { draftOf, readDraft, restore } from "./draft";
import { orders, side, typeDef } from "./fixtures";
import { openForm, sideInput } from "./form";
import { opened, reduce } from "./state";
import { isSecretRow, mapSlot } from "./values";

const open = (view = orders()) => {
  const { form, frame } = openForm(typeDef("mysql"), view, ["dev", "prod"]);
  return opened(frame, form);
};

describe("a kept form", () => {
  it("comes back with what was changed, without its secrets, and names those", () => {
    let state = open();
    state = reduce(state, { do: "value", env: "prod", key: "database", value: "shop2" });
    state = reduce(state, { do: "head", key: "description", value: "new words" });
    state = reduce(state, {
      do: "secret",
      env: "prod",
      slot: "password",
      draft: { is: "typed", value: "hunter2" },
    });
    state = reduce(state, { do: "secret", env: "dev", slot: "password", draft: { is: "ask" } });
    const kept = draftOf("mysql", 4, state.baseline, state.form);
    expect(JSON.stringify(kept)).not.toContain("hunter2");
    expect(kept.lost).toEqual([["prod", "password"]]);

    const draft = readDraft(JSON.parse(JSON.stringify(kept)));
    if (!draft) throw new Error("readable");
    const back = restore(open().form, draft);
    expect(back.description).toBe("new words");
    expect(back.sides.prod?.properties.database).toBe("shop2");
    expect(back.sides.dev?.secrets).toEqual({ password: { is: "ask" } });
    expect(back.sides.prod?.secrets).toEqual({});
  });

  it("knows a secret parameter by its name in any case", () => {
    let state = open();
    const rows = [{ name: "PASSWORD", value: "" }];
    state = reduce(state, { do: "value", env: "dev", key: "properties", value: rows });
    const field = typeDef("mysql")
      .modes.flatMap((mode) => mode.groups.flatMap((group) => group.fields))
      .find((candidate) => candidate.key === "properties");
    if (!field) throw new Error("a map");
    expect(isSecretRow(field, "Password")).toBe(true);
    expect(isSecretRow(field, "passwords")).toBe(false);
    const slot = mapSlot(field, "PASSWORD");
    expect(slot).toBe("properties.password");
    state = reduce(state, { do: "secret", env: "dev", slot, draft: { is: "typed", value: "hunter2" } });
    const side = state.form.sides.dev;
    if (!side) throw new Error("a side");
    const sent = sideInput(state.frame, "dev", side);
    expect(sent.secrets).toEqual({ "properties.password": "hunter2" });
    expect(JSON.stringify(sent.properties)).not.toMatch(/password/i);
  });

  it("leaves out a place that is known to hold a password", () => {
    const state = reduce(open(), {
      do: "value",
      env: "dev",
      key: "database",
      value: "jdbc:mysql://u:secret@h",
    });
    const kept = draftOf("mysql", 4, state.baseline, state.form, ["dev =database"]);
    expect(JSON.stringify(kept)).not.toContain("secret@h");
  });

  it("of another version of the program is not read", () => {
    expect(readDraft({ v: 2, type: "mysql", changes: [] })).toBeNull();
    expect(readDraft(null)).toBeNull();
  });
});

describe("a conflict", () => {
  it("is mended by making my changes again on theirs, and names what both changed", () => {
    let mine = open();
    mine = reduce(mine, { do: "value", env: "dev", key: "database", value: "mine" });
    mine = reduce(mine, { do: "value", env: "dev", key: "username", value: "me" });
    const theirs = open(
      orders({
        revision: 5,
        dev: side({
          properties: {
            address: [{ host: "10.20.0.99", port: 3306 }],
            database: "theirs",
            username: "etl_dev",
          },
        }),
      }),
    );
    const changes = changesOf(mine.baseline, mine.form);
    const merged = applyChanges(theirs.form, changes);
    expect(merged.sides.dev?.properties).toMatchObject({
      database: "mine",
      username: "me",
      address: [{ host: "10.20.0.99", port: 3306 }],
    });
    expect(clashes(changes, theirs.form)).toEqual([{ at: "dev =database", theirs: "theirs" }]);
  });
});
