/** Writing: one mutation a command; when it is over, whatever it touched is read again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type ApiError,
  type CallOptions,
  type CommandName,
  call,
  type Request,
  type Response,
} from "../platform";
import { invalidate } from "./touches";
import { typed } from "./typed";

export function useVerb<N extends CommandName>(name: N) {
  const client = useQueryClient();
  return useMutation<Response<N>, ApiError, Request<N>>({
    mutationFn: (request) => typed(request, (asked) => call(name, asked)),
    onSettled: () => {
      void invalidate(client, name);
    },
  });
}

/** The same for a call that reports progress or can be stopped. */
export function useLongVerb<N extends CommandName>(name: N) {
  const client = useQueryClient();
  return useMutation<Response<N>, ApiError, { request: Request<N>; options?: CallOptions }>({
    mutationFn: ({ request, options }) => typed(request, (asked) => call(name, asked, options)),
    onSettled: () => {
      void invalidate(client, name);
    },
  });
}
