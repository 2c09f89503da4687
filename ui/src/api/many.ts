/** What finds and changes many data sources: tags, stars, saved filters, what was deleted, activity, bulk changes. */
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { call } from "../platform";
import { useShownWorkspace } from "./app";
import type { ActivityRequest } from "./generated/types";
import { useRead } from "./query";
import { useLongVerb, useVerb } from "./verb";

/** Reads something of the workspace that the page shows. */
function useHere<N extends "tag.list" | "filter.list" | "source.deleted" | "bulk.unfinished">(
  name: N,
  wanted = true,
) {
  const workspace = useShownWorkspace();
  return useRead(name, { workspace: workspace ?? null }, { enabled: workspace !== undefined && wanted });
}

/** What stands around the list is asked for when the rows have been drawn: they come first. */
function useBeside<N extends "tag.list" | "filter.list" | "bulk.unfinished">(name: N) {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return useHere(name, drawn);
}

export const useTags = () => useBeside("tag.list");
export const useFavourite = () => useVerb("source.favourite");

export const useSavedFilters = () => useBeside("filter.list");
export const useSaveFilter = () => useVerb("filter.save");
export const useDeleteFilter = () => useVerb("filter.delete");

export const useDeleted = () => useHere("source.deleted");
export const usePurge = () => useVerb("source.purge");

/** Not a query: nothing of a request that holds a secret stays in a cache. */
export const useBulkPreview = () => useVerb("bulk.preview");
/** `options.onEvent` is told each data source that is through; `options.signal` stops after the one that runs. */
export const useBulkRun = () => useLongVerb("bulk.run");
export const useBulkUndo = () => useVerb("bulk.undo");
export const useUnfinished = () => useBeside("bulk.unfinished");
export const useForgetBulk = () => useVerb("bulk.forget");

export type ActivityFilter = Omit<ActivityRequest, "workspace" | "before" | "limit">;
export const EVERYTHING: ActivityFilter = {
  all_workspaces: false,
  subject: null,
  batch: null,
  actions: [],
  actor: "",
  search: "",
};

/** Activity, page after page; the latest first. */
export function useActivity(filter: ActivityFilter) {
  const workspace = useShownWorkspace();
  const request = { ...filter, workspace: workspace ?? null };
  return useInfiniteQuery({
    ...infiniteQueryOptions({
      queryKey: ["activity.list", request] as const,
      queryFn: ({ pageParam }) => call("activity.list", { ...request, before: pageParam, limit: 100 }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.next,
      staleTime: 0,
    }),
    enabled: workspace !== undefined,
    placeholderData: keepPreviousData,
  });
}
export const useExportActivity = () => useVerb("activity.export");
