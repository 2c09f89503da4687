import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useShownWorkspace } from "../../api/app";
import { typeName } from "../../api/catalog";
import { ALL } from "../../api/list";
import { read } from "../../api/query";
import { words } from "../../api/words";
import { TypeGlyph } from "../../components/TypeGlyph";
import { PAGES, useGo } from "../pages";
import type { Command } from "./commands";

const AT_MOST = 6;

/** Data sources of the workspace that fit what is typed, as commands that open them. */
export function useFoundSources(typed: string): Command[] {
  const go = useGo();
  const search = useDeferredValue(typed.trim());
  const workspace = useShownWorkspace();
  const request = { ...ALL, workspace: workspace ?? null, search, cursor: null, limit: AT_MOST };
  const found = useQuery({
    ...read("source.list", request),
    placeholderData: keepPreviousData,
    enabled: search !== "" && workspace !== undefined,
  });
  if (search === "") return [];
  return (found.data?.rows ?? []).map((row) => ({
    id: `source ${row.id}`,
    label: row.name,
    note: words(typeName(row.type).name),
    icon: <TypeGlyph type={row.type} />,
    run: () => go(PAGES.source(row.id)),
  }));
}
