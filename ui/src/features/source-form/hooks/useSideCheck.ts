import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { CheckRequest, CheckResponse, Environment } from "../../../api/generated/types";
import { read } from "../../../api/query";
import { checkRequest } from "../model/form";
import type { Frame, SideForm } from "../model/types";
import { useDebounced } from "./useDebounced";

/** Milliseconds without a key stroke before Rust is asked. */
const PAUSE = 150;

const NOTHING: CheckRequest = { type: "", mode: "", properties: {}, secrets: [], id: null, env: null };

export type SideCheck = {
  /** The last answer; it stays while the next one is on its way. */
  answer: CheckResponse | undefined;
  /** The answer is about what is on the screen now. */
  fresh: boolean;
};

/** What Rust says about one side while it is typed. */
export function useSideCheck(frame: Frame, env: Environment, side: SideForm | undefined): SideCheck {
  const request = side ? checkRequest(frame, env, side) : null;
  const asked = useDebounced(request, PAUSE);
  const query = useQuery({
    ...read("source.check", asked.value ?? NOTHING),
    enabled: asked.value !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
  return { answer: query.data, fresh: asked.settled && query.isSuccess && !query.isPlaceholderData };
}
