import { useCallback, useEffect, useState } from "react";
import type { SourceList } from "./ListBody";

/** The next page is asked for this many rows before the end. */
const AHEAD = 40;

/** Asks for the next page in good time; returns what to tell the index of the last row in sight. */
export function useNextPage(list: SourceList, count: number): (index: number) => void {
  const [last, setLast] = useState(0);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const wanted = hasNextPage && last >= count - AHEAD && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (wanted) void fetchNextPage();
  }, [wanted, fetchNextPage]);
  return useCallback((index: number) => setLast(index), []);
}
