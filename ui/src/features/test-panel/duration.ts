import { currentLang } from "../../i18n";
import type { TestText } from "./strings";

/** Milliseconds with thousands separators. */
export const number = (ms: number): string => Math.round(ms).toLocaleString(currentLang());

/** A duration for people: milliseconds below a second, else seconds with one digit. */
export function duration(ms: number, t: TestText): string {
  if (ms < 1_000) return t("ms", { value: number(ms) });
  const value = (ms / 1_000).toLocaleString(currentLang(), {
    maximumFractionDigits: 1,
    minimumFractionDigits: 1,
  });
  return t("seconds", { value });
}
