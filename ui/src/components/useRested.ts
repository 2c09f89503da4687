import { useEffect, useState } from "react";

/** Milliseconds of rest before a search is asked for. */
export const SEARCH_REST_MS = 150;

/** The value as it was when it last stood still for so long. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (Object.is(value, rested)) return;
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, rested, ms]);
  return rested;
}
