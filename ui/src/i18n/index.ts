/**
 * Words of the UI's own chrome. What the Rust side owns (errors, findings, types, fields) is in `api/words.ts`.
 *
 * The shell and the list have their strings in `en.ts` and `zh-CN.ts`; a feature that is loaded later brings its own
 * with `defineStrings`, so that they are not in the first chunk.
 */
import i18n from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Lang } from "../api/generated/types";
import { en } from "./en";
import type { Chinese, Translate } from "./strings";

export default i18n;
export type { Translate } from "./strings";
export type ChromeKeys = keyof typeof en;

/** The language of the system, where it is one of ours. */
export function systemLang(): Lang {
  return /^zh\b/i.test(navigator.language) ? "zh-CN" : "en";
}

/** Begins with the language given; English is always at hand, Chinese comes as a chunk. */
export async function startI18n(lang: Lang): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { chrome: en } },
    ns: ["chrome"],
    defaultNS: "chrome",
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: "{", suffix: "}", escapeValue: false },
    react: { useSuspense: false },
  });
  await setLang(lang);
}

export async function setLang(lang: Lang): Promise<void> {
  if (lang === "zh-CN" && !i18n.hasResourceBundle(lang, "chrome")) {
    i18n.addResourceBundle(lang, "chrome", (await import("./zh-CN")).zhCN);
  }
  await i18n.changeLanguage(lang);
  document.documentElement.lang = lang;
}

/** Strings of the shell, the list and the components. */
export function useText(): Translate<ChromeKeys> {
  return useTranslation("chrome").t as unknown as Translate<ChromeKeys>;
}

/** The same outside of a component. */
export const text: Translate<ChromeKeys> = (key, values) => i18n.t(key, { ns: "chrome", ...values });

/** Gives a lazily loaded feature its strings; returns its hook. `area` is the feature's name, once. */
export function defineStrings<K extends string>(
  area: string,
  both: { en: Record<K, string>; "zh-CN": Chinese<NoInfer<K>> },
) {
  const add = () => {
    i18n.addResourceBundle("en", area, both.en);
    i18n.addResourceBundle("zh-CN", area, both["zh-CN"]);
  };
  if (i18n.isInitialized) add();
  else i18n.on("initialized", add);
  return (): Translate<K> => useTranslation(area).t as unknown as Translate<K>;
}
