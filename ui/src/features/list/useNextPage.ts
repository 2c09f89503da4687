import { useCallback, useEffect, useState } from "react";
import type { SourceList } from "./ListBody";

/** The next page is asked for this many rows before the end. */
const AHEAD = 40;

/** Asks for the next page in good time; returns what to tell the index of the last row in sight. */
export function useNextPage(list: SourceList, count: number): (index: number) => void {
  const [near, setNear] = useState(false);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const wanted = near && hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (wanted) void fetchNextPage();
  }, [wanted, fetchNextPage]);
  return useCallback((index: number) => setNear(index >= count - AHEAD), [count]);
}
