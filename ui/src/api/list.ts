/** The list of data sources, page after page by cursor. */
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { call } from "../platform";
import type { Environment, EnvState, ListRequest, SortKey } from "./generated/types";

/** What a person chose; everything else of a request is paging. */
export interface ListFilter {
  search: string;
  types: string[];
  states: EnvState[];
  env: Environment | null;
  sort: SortKey;
  descending: boolean;
}

export const ALL: ListFilter = {
  search: "",
  types: [],
  states: [],
  env: null,
  sort: "name",
  descending: false,
};

/** Rows a page: several screens, and still one quick answer. */
export const PAGE = 100;

export function sourceList(filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: ["source.list", filter] as const,
    queryFn: ({ pageParam }) => {
      const request: ListRequest = { workspace: null, ...filter, cursor: pageParam, limit: PAGE };
      return call("source.list", request);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Keeps the rows of the last filter until the new ones are there. */
export function useSourceList(filter: ListFilter) {
  return useInfiniteQuery({ ...sourceList(filter), placeholderData: keepPreviousData });
}
