/** What jsdom does not have and the page relies on. */
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { setLang } from "../i18n";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5_000 });

window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList;

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// A window of a size: without one, a virtual list has no rows.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 600 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 1000 });
Element.prototype.getAnimations ??= () => [];
Element.prototype.scrollTo ??= () => {};
Element.prototype.scrollIntoView ??= () => {};
globalThis.PointerEvent ??= MouseEvent as unknown as typeof PointerEvent;

beforeEach(() => setLang("en"));

afterEach(() => {
  cleanup();
  window.location.hash = "";
  localStorage.clear();
});
