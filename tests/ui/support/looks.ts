/** What must be right on every screen, in every look: accessibility, and nothing that sticks out or is cut off. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

/** Base UI catches the focus at the ends of a popup with these; it never rests on them. */
const GUARDS = "[data-base-ui-focus-guard]";

/** Takes a picture for human eyes (results/<look>/<screen>.png) and checks what a machine can see. */
export async function look(page: Page, look: string, screen: string) {
  await test.step(screen, async () => {
    await page.screenshot({ path: `results/${look}/${screen}.png` });
    const { violations } = await new AxeBuilder({ page })
      .exclude(GUARDS)
      .options({ resultTypes: ["violations"] })
      // Without frames there is no need for the page that puts their results together.
      .setLegacyMode()
      .analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const told = grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html}`));
    expect.soft(told, `${screen}: accessibility`).toEqual([]);
    expect.soft(await page.evaluate(sticksOut), `${screen}: sticks out to the side`).toEqual([]);
    expect.soft(await page.evaluate(cutOff), `${screen}: words cut off`).toEqual([]);
  });
}

/** Elements that reach over the edge of the page, and places that scroll sideways though they hold no code. */
function sticksOut(): string[] {
  const said: string[] = [];
  const clips = (element: Element) => getComputedStyle(element).overflowX !== "visible";
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const { left, right, width } = element.getBoundingClientRect();
    let above = element.parentElement;
    while (above && above !== document.body && !clips(above)) above = above.parentElement;
    const clipped = above !== null && above !== document.body;
    const what = `${element.tagName} .${element.className} “${(element.textContent ?? "").slice(0, 40)}”`;
    if (width > 1 && !clipped && (right > innerWidth + 1 || left < -1)) said.push(`${what} ${left}–${right}`);
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    if (
      scrolls &&
      element.scrollWidth > element.clientWidth + 1 &&
      !element.matches("pre, code, textarea, input")
    ) {
      said.push(`${what} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`);
    }
  }
  return said;
}

/** Words of the program itself (not of the person) that do not fit their place. */
function cutOff(): string[] {
  const own = "button, label, legend, h1, h2, h3, th, dt, [role=tab], [role=menuitem], [role=columnheader]";
  const said: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(own)) {
    if (element.closest(".sr-only") || !element.checkVisibility()) continue;
    for (const part of [element, ...element.querySelectorAll<HTMLElement>("*")]) {
      const { overflowX, overflowY } = getComputedStyle(part);
      const wide = overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1;
      const high = overflowY !== "visible" && part.scrollHeight > part.clientHeight + 2;
      if (part.closest(".sr-only") || part.clientWidth <= 1 || !(wide || high)) continue;
      said.push(`${element.tagName} “${(part.textContent ?? "").slice(0, 60)}”`);
    }
  }
  return said;
}
