import { render, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { words } from "../api/words";
import { fakePlatform, page } from "../test/fake-platform";
import { renderApp } from "../test/render";
import { row, unreachable } from "../test/rows";
import { Given } from "./Given";

const RLO = "\u202e";
const PDI = "\u2069";
const HTML = "<img src=x onerror=alert(1)>";

describe("words that are not the page's own", () => {
  it("are text, in a place of their own, with their marks of direction in sight", () => {
    render(<Given>{`${HTML}${RLO}gnp.tsil`}</Given>);
    const given = screen.getByText(`${HTML}\ufffdgnp.tsil`);
    expect(given.tagName).toBe("BDI");
    expect(document.querySelector("img")).toBeNull();
  });

  it("are shown like that in a row: description, tags, and what a server said", async () => {
    const failing = unreachable("no.such.code", { message: `${HTML}${PDI}` });
    const odd = row("orders", { description: `שלום ${RLO}`, tags: [`${HTML}${RLO}`], dev: failing });
    fakePlatform({ "source.list": () => page([odd]) });
    renderApp();
    await waitFor(() => expect(document.querySelectorAll("[role=row] bdi")).toHaveLength(5));
    const shown = [...document.querySelectorAll("[role=row] bdi")].map((each) => each.textContent);
    expect(shown).toContain(`${HTML}\ufffd`);
    expect(shown).toContain("שלום \ufffd");
    expect(document.body.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(document.querySelector("[role=row] img")).toBeNull();
  });

  it("do not turn a sentence round", () => {
    const text = { en: "It answers “{words}”", "zh-CN": "其应答为“{words}”" };
    expect(words(text, { words: "שלום 12" })).toBe("It answers “\u2068שלום 12\u2069”");
    expect(words(text, { words: `a${PDI}${RLO}b` })).toBe("It answers “a\ufffd\ufffdb”");
    const inner = words({ en: "{name} (dev)", "zh-CN": "" }, { name: "שלום" });
    expect(words(text, { words: inner })).toBe("It answers “\u2068שלום\u2069 (dev)”");
    // What can be copied as it is stays as it is.
    expect(words(text, { words: "订单 orders" })).toBe("It answers “订单 orders”");
  });
});
