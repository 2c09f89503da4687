/** Words that the Rust side owns: picks the language and fills the `{param}` places. */

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { absolute } from "../components/times";
import { text as chrome, currentLang, useLang } from "../i18n";
import { fill } from "../i18n/strings";
import { type ApiError, asApiError, HostGone } from "../platform";
import { catalogQuery, useCatalog } from "./catalog";
import type { Bundle, Finding, Issue, Lang, Stage, Text } from "./generated/types";

export type Params = Record<string, string | number>;

/** A text in the current language. A place without a value stays as it is, so that a gap is seen, not guessed. */
export function words(text: Text, params: Params = {}, lang: Lang = currentLang()): string {
  return fill(text[lang], lang, shown(params, lang));
}

/** A time that Rust names, RFC 3339, as people write it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function shown(params: Params, lang: Lang): Params {
  const times = Object.entries(params).filter(([, value]) => typeof value === "string" && TIME.test(value));
  if (times.length === 0) return params;
  return {
    ...params,
    ...Object.fromEntries(times.map(([key, value]) => [key, absolute(new Date(value), lang)])),
  };
}

/** An error as a person reads it. */
export interface ErrorWords {
  /** What happened. */
  message: string;
  /** What to do; may be empty. */
  hint: string;
  /** What another program said about it, as it said it. */
  detail: string | null;
  retryable: boolean;
}

export function errorWords(bundle: Bundle | undefined, thrown: unknown): ErrorWords {
  if (thrown instanceof HostGone) {
    return { message: chrome("gone.title"), hint: chrome("gone.text"), detail: null, retryable: true };
  }
  const { error } = asApiError(thrown);
  const entry = bundle?.errors[error.code];
  return {
    message: entry ? words(entry.message, error.params) : chrome("error.unknown", { code: error.code }),
    hint: entry ? words(entry.hint, error.params) : "",
    detail: error.detail,
    retryable: error.retryable,
  };
}

export function issueWords(bundle: Bundle | undefined, issue: Issue): { message: string; hint: string } {
  const entry = bundle?.issues[issue.code];
  if (!entry) return { message: issue.code, hint: "" };
  return { message: words(entry.message, issue.params), hint: words(entry.hint, issue.params) };
}

/** What was seen, in a few words. A finding without an entry shows the server's own words. */
export function findingLine(bundle: Bundle, finding: Finding): string {
  const entry = bundle.findings[finding.code];
  return entry ? words(entry.line, finding.params) : (finding.params.message ?? finding.code);
}

/** The functions above with the catalogue and the language in use; drawn again when either changes. */
export function useWords() {
  const lang = useLang();
  const bundle = useCatalog();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions read the language in use
  return useMemo(
    () => ({
      ready: bundle !== undefined,
      words,
      error: (thrown: unknown) => errorWords(bundle, thrown),
      issue: (issue: Issue) => issueWords(bundle, issue),
      finding: (finding: Finding) => (bundle ? findingLine(bundle, finding) : ""),
      stage: (stage: Stage) => (bundle?.stages[stage] ? words(bundle.stages[stage]) : stage),
    }),
    [bundle, lang],
  );
}

export type WordsInUse = ReturnType<typeof useWords>;

/** For a handler: the words of an error, once the catalogue is there. */
export function useErrorWordsLater(): (thrown: ApiError | unknown) => Promise<ErrorWords> {
  const client = useQueryClient();
  return async (thrown) =>
    errorWords(await client.ensureQueryData(catalogQuery).catch(() => undefined), thrown);
}
