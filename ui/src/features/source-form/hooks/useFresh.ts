import { useQuery } from "@tanstack/react-query";
import { read } from "../../../api/query";

/** The source as it is now: a form must not begin with an answer from before somebody's save. */
export function useFreshSource(id: string) {
  const query = useQuery(read("source.get", { id }));
  const fresh = query.isFetchedAfterMount || !query.isStale;
  return { ...query, data: fresh ? query.data : undefined };
}

/** The draft that was kept, asked for once a visit. */
export function useFreshDraft(key: string) {
  return useQuery({ ...read("form.load", { key }), gcTime: 0, staleTime: Number.POSITIVE_INFINITY });
}
