/** Addresses of the pages, and how to get there. */
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useText } from "../i18n";

export const PAGES = {
  list: "/",
  new: "/sources/new",
  newOf: (type: string) => `/sources/new/${encodeURIComponent(type)}`,
  source: (id: string) => `/sources/${encodeURIComponent(id)}`,
  compare: (id: string) => `/sources/${encodeURIComponent(id)}/compare`,
  settings: "/settings",
} as const;

export function useGo(): (to: string) => void {
  return useLocation()[1];
}

/** Names the page in the window's title. */
export function usePageTitle(title: string): void {
  const t = useText();
  const app = t("app.name");
  useEffect(() => {
    document.title = `${title} – ${app}`;
  }, [title, app]);
}
