/** Reading: a query's key is the command's name and its request, so that a write can name what it makes stale. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type CommandName, call, type Request } from "../platform";

export function read<N extends CommandName>(name: N, request: Request<N>) {
  return queryOptions({ queryKey: [name, request] as const, queryFn: () => call(name, request) });
}

/** Asks once and keeps the answer fresh; `enabled: false` waits. */
export function useRead<N extends CommandName>(
  name: N,
  request: Request<N>,
  options: { enabled?: boolean } = {},
) {
  return useQuery({ ...read(name, request), ...options });
}
