import type { Lang } from "../api/generated/types";

/** The languages, each in its own words. */
export const LANGUAGES: [Lang, string][] = [
  ["en", "English"],
  ["zh-CN", "简体中文"],
];
