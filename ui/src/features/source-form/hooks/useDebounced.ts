import { useEffect, useMemo, useState } from "react";

/** The value as it was when it last stood still for `ms` milliseconds. Values are compared as JSON. */
export function useDebounced<T>(value: T, ms: number): { value: T; settled: boolean } {
  const now = JSON.stringify(value);
  const [then, setThen] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setThen(now), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  const settled = useMemo(() => JSON.parse(then) as T, [then]);
  return { value: settled, settled: then === now };
}
