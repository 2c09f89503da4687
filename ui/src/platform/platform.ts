/**
 * The door to the Rust side. The page runs in the desktop window (Tauri) and in a browser (devhost) without knowing
 * which: both offer `call`, and the one that is not needed is never loaded.
 */
import type { Commands } from "../api/generated/commands";
import type { AppError, ErrorCode } from "../api/generated/types";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Response<N extends CommandName> = Commands[N]["response"];

export interface CallOptions {
  /** The call outlives the page that makes it. */
  keepalive?: boolean;
  /** Progress of a long call, in order. */
  onEvent?: (event: unknown) => void;
  /** Asks the Rust side to stop. The call still answers, with what it has or with `cancelled`. */
  signal?: AbortSignal;
}

export interface Platform {
  call<N extends CommandName>(name: N, request: Request<N>, options?: CallOptions): Promise<Response<N>>;
}

/** What the Rust side refused, with everything it said about it. */
export class ApiError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.name = "ApiError";
    this.error = error;
  }
}

/** Nobody answers: the program that serves the page was stopped. */
export class HostGone extends ApiError {
  constructor(detail: string) {
    super({ code: "internal", params: {}, field: null, detail, retryable: true, issues: [] });
    this.name = "HostGone";
  }
}

/** Anything that was thrown, as an `ApiError`: what is not an answer of ours is `internal`. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (isAppError(thrown)) return new ApiError(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError({ code: "internal", params: {}, field: null, detail, retryable: true, issues: [] });
}

/** An error in the words of the Rust side that the page itself has found out. */
export function ownError(code: ErrorCode, params: AppError["params"] = {}): ApiError {
  return new ApiError({ code, params, field: null, detail: null, retryable: false, issues: [] });
}

export function isAppError(value: unknown): value is AppError {
  return typeof value === "object" && value !== null && "code" in value && "params" in value;
}

/** The id of one call: what `call.cancel` and progress messages name. */
export function newCallId(): string {
  return crypto.randomUUID();
}

/** Cancels through `stop` as soon as `signal` aborts; returns how to stop listening. */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (!signal) return () => {};
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
