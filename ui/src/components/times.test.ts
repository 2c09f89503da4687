import { describe, expect, it } from "vitest";
import { age, when } from "./times";

const NOW = new Date(2026, 10, 22, 15, 0).getTime();
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);

describe("age", () => {
  it.each([
    [0.5, "just now"],
    [2, "2 min ago"],
    [61, "1 hr ago"],
    [3 * 24 * 60, "3 days ago"],
  ])("%s minutes ago is %s", (minutes, said) => {
    expect(age(minutesAgo(minutes), NOW, "en")).toBe(said);
  });

  it("is not negative when clocks differ", () => {
    expect(age(minutesAgo(-5), NOW, "en")).toBe("just now");
  });
});

describe("when", () => {
  it("becomes less precise with distance", () => {
    expect(when(new Date(2026, 10, 22, 9, 41), NOW, "en")).toBe("today 09:41");
    expect(when(new Date(2026, 10, 21, 23, 59), NOW, "en")).toBe("yesterday");
    expect(when(new Date(2026, 10, 18, 18, 20), NOW, "en")).toBe("Wed 18:20");
    expect(when(new Date(2026, 9, 3), NOW, "en")).toBe("3 Oct");
    expect(when(new Date(2024, 9, 3), NOW, "en")).toBe("3 Oct 2024");
  });

  it("speaks Chinese", () => {
    expect(when(new Date(2026, 10, 22, 9, 41), NOW, "zh-CN")).toBe("今天 09:41");
  });
});
