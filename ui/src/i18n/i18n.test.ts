import { describe, expect, it } from "vitest";
import { setLang, text } from ".";
import { en } from "./en";
import { translate } from "./strings";
import { zhCN } from "./zh-CN";

const base = (key: string) => key.replace(/_(one|other)$/, "");
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("strings of the chrome", () => {
  it("are the same in both languages", () => {
    expect(new Set(Object.keys(zhCN).map(base))).toEqual(new Set(Object.keys(en).map(base)));
  });

  it("have the same places in both languages", () => {
    for (const [key, english] of Object.entries(en)) {
      const chinese =
        (zhCN as Record<string, string>)[key] ?? (zhCN as Record<string, string>)[`${base(key)}_other`];
      expect([key, places(chinese ?? "")]).toEqual([key, places(english)]);
    }
  });

  it("follow the language", async () => {
    expect(text("action.new")).toBe("New data source");
    await setLang("zh-CN");
    expect(text("action.new")).toBe("新建数据源");
    expect(document.documentElement.lang).toBe("zh-CN");
  });
});

describe("translate", () => {
  const table = { row_one: "{count} row", row_other: "{count} rows", hello: "Hello {name}" };

  it("chooses the plural by count and groups digits", () => {
    expect(translate(table, "en", "row", { count: 1 })).toBe("1 row");
    expect(translate(table, "en", "row", { count: 12345 })).toBe("12,345 rows");
  });

  it("leaves a place without a value in sight", () => {
    expect(translate(table, "en", "hello")).toBe("Hello {name}");
  });
});
