/** The list of data sources, page after page by cursor. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { call } from "../platform";
import type { ListFilter, ListRequest, WorkspaceId } from "./generated/types";

/** What a person chose; everything else of a request is paging. */
export type { ListFilter } from "./generated/types";

export const ALL: ListFilter = {
  search: "",
  types: [],
  states: [],
  env: null,
  tags: [],
  favourites: false,
  sort: "name",
  descending: false,
};

/** Rows a page: several screens, and still one quick answer. */
export const PAGE = 100;

export function sourceList(workspace: WorkspaceId | null, filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: ["source.list", { workspace, ...filter }] as const,
    queryFn: ({ pageParam }) => {
      const request: ListRequest = { workspace, ...filter, cursor: pageParam, limit: PAGE };
      return call("source.list", request);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Reads the first page of the current workspace, whichever that is. A failure is told by the page, which asks again. */
export async function readFirstPage(client: QueryClient): Promise<void> {
  const request: ListRequest = { workspace: null, ...ALL, cursor: null, limit: PAGE };
  try {
    const page = await call("source.list", request);
    client.setQueryData(sourceList(page.workspace, ALL).queryKey, { pages: [page], pageParams: [null] });
  } catch {
    return;
  }
}

/** Keeps the rows of the last filter until the new ones are there, in the same workspace. Undefined waits. */
export function useSourceList(workspace: WorkspaceId | null | undefined, filter: ListFilter) {
  return useInfiniteQuery({
    ...sourceList(workspace ?? null, filter),
    enabled: workspace !== undefined,
    placeholderData: (before, query) =>
      query?.queryKey[1].workspace === workspace ? keepPreviousData(before) : undefined,
  });
}
