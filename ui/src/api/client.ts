/** The query cache. Answers come from this computer, so they are cheap to ask for again and never retried blindly. */
import { QueryClient } from "@tanstack/react-query";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, refetchOnReconnect: false, networkMode: "always" },
      // A request may hold a secret: nothing of it stays once it was answered.
      mutations: { retry: false, networkMode: "always", gcTime: 0 },
    },
  });
}
