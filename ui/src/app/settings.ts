/**
 * Language and theme: kept by the Rust side, mirrored to localStorage for `public/theme.js`, which needs them before
 * anything is loaded.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAppState, useSetSettings } from "../api/app";
import type { Settings, Theme } from "../api/generated/types";
import { read } from "../api/query";
import { setLang, systemLang } from "../i18n";

const DARK = "(prefers-color-scheme: dark)";

function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage may be closed to us: the next start shows the system's choice for a moment.
  }
}

export function applyTheme(theme: Theme): void {
  const dark = theme === "dark" || (theme === "system" && window.matchMedia(DARK).matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  remember("headwater.theme", theme);
}

export function applyLanguage(language: Settings["language"]): Promise<void> {
  remember("headwater.language", language);
  return setLang(language ?? systemLang());
}

/** Keeps the page as the settings say, also while the system changes between light and dark. */
export function useApplySettings(): void {
  const settings = useAppState().data?.settings;
  const theme = settings?.theme;
  const language = settings?.language;
  useEffect(() => {
    if (theme === undefined) return;
    applyTheme(theme);
    const system = window.matchMedia(DARK);
    const follow = () => applyTheme(theme);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme]);
  useEffect(() => {
    if (language !== undefined) void applyLanguage(language);
  }, [language]);
}

/** Changes some settings: at once on the page, then on the Rust side, whose answer is the last word. */
export function useChangeSettings(): (change: Partial<Settings>) => void {
  const client = useQueryClient();
  const { mutate } = useSetSettings();
  return (change) => {
    const { queryKey } = read("app.state", {});
    const state = client.getQueryData(queryKey);
    if (!state) return;
    const settings = { ...state.settings, ...change };
    client.setQueryData(queryKey, { ...state, settings });
    mutate({ settings });
  };
}
