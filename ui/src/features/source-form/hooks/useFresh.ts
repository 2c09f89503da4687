import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SourceView } from "../../../api/generated/types";
import { read } from "../../../api/query";

/**
 * The source as it is when the form opens, not as an answer from before somebody's save had it. Later answers do not
 * reach a form that is being filled in.
 */
export function useFreshSource(id: string) {
  const query = useQuery(read("source.get", { id }));
  const fresh = query.isFetchedAfterMount || !query.isStale;
  const [first, setFirst] = useState<SourceView>();
  if (first === undefined && fresh && query.data) setFirst(query.data);
  return { data: first, error: first ? null : query.error, refetch: query.refetch };
}

/** The draft that was kept, asked for once a visit. */
export function useFreshDraft(key: string) {
  return useQuery({ ...read("form.load", { key }), gcTime: 0, staleTime: Number.POSITIVE_INFINITY });
}
