import { describe, expect, it } from "vitest";
import { ALL } from "../../api/list";
import { choose, countOf, EVERY, isChosen, NONE, selectionRequest } from "./selection";

describe("a selection", () => {
  it("of some rows is their ids", () => {
    const some = choose(choose(NONE, ["a", "b", "c"], true), ["b"], false);
    expect(["a", "b", "c"].filter((id) => isChosen(some, id))).toEqual(["a", "c"]);
    expect(countOf(some, 100_000)).toBe(2);
    expect(selectionRequest(some, ALL)).toEqual({ ids: ["a", "c"], matching: null, except: [] });
  });

  it("of all that match is the filter and those that are not", () => {
    const most = choose(choose(EVERY, ["a", "b"], false), ["b"], true);
    expect(["a", "b", "c"].filter((id) => isChosen(most, id))).toEqual(["b", "c"]);
    expect(countOf(most, 100_000)).toBe(99_999);
    expect(selectionRequest(most, { ...ALL, search: "shop" })).toEqual({
      ids: [],
      matching: { ...ALL, search: "shop" },
      except: ["a"],
    });
  });

  it("leaves the one before as it was", () => {
    choose(EVERY, ["a"], false);
    choose(NONE, ["a"], true);
    expect([EVERY.ids.size, NONE.ids.size]).toEqual([0, 0]);
  });
});
