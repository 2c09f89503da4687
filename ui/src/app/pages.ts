/** Addresses of the pages, and how to get there. */
import { createContext, useContext, useEffect } from "react";
import { useLocation } from "wouter";
import type { Door } from "../api/generated/types";
import { useText } from "../i18n";

const sources = (list: string, base: string) => ({
  /** What their addresses begin with. */
  base,
  list,
  new: `${base}/sources/new`,
  newOf: (type: string) => `${base}/sources/new/${encodeURIComponent(type)}`,
  source: (id: string) => `${base}/sources/${encodeURIComponent(id)}`,
});

/** The pages of data sources, behind each of the two doors. */
export const DOORS: Record<Door, ReturnType<typeof sources>> = {
  management_center: sources("/", ""),
  data_integration: sources("/integration", "/integration"),
};

export const PAGES = {
  ...DOORS.management_center,
  compare: (id: string) => `/sources/${encodeURIComponent(id)}/compare`,
  files: "/files",
  workspaces: "/workspaces",
  newWorkspace: "/workspaces/new",
  upgrade: (workspace: string) => `/workspaces/${encodeURIComponent(workspace)}/upgrade`,
  sharing: "/sharing",
  import: "/import",
  template: "/template",
  activity: "/activity",
  /** Of one data source, or of one change of many. */
  activityOf: (what: "source" | "batch", id: string) => `/activity/${what}/${encodeURIComponent(id)}`,
  deleted: "/deleted",
  settings: "/settings",
} as const;

const DoorContext = createContext<Door>("management_center");

/** Says behind which door a page is. */
export const BehindDoor = DoorContext.Provider;

/** The door that the page is behind, and the pages of data sources there. */
export function useDoor() {
  const door = useContext(DoorContext);
  return { door, pages: DOORS[door] };
}

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
