/** A Rust side of a few lines: each test says what the commands it needs answer. */
import type { AppError, AppState, ErrorCode, ListResponse } from "../api/generated/types";
import {
  ApiError,
  type CallOptions,
  type CommandName,
  type Request,
  type Response,
  setPlatform,
} from "../platform";

type Answers = {
  [N in CommandName]?: (request: Request<N>, options: CallOptions) => Response<N> | Promise<Response<N>>;
};

export interface FakePlatform {
  /** Every call so far, in order. */
  calls: { name: CommandName; request: unknown }[];
  /** Requests of one command so far. */
  asked: <N extends CommandName>(name: N) => Request<N>[];
  /** Changes what commands answer from now on. */
  answer: (more: Answers) => void;
}

/** Puts itself in place of the real platform. A command without an answer fails with `internal`. */
export function fakePlatform(answers: Answers): FakePlatform {
  let known: Answers = { "app.state": () => APP_STATE, ...answers };
  const calls: FakePlatform["calls"] = [];
  setPlatform({
    call: async (name, request, options = {}) => {
      calls.push({ name, request });
      const answer = known[name];
      if (!answer) throw new ApiError(appError("internal", { detail: `no answer for ${name}` }));
      return answer(request, options);
    },
  });
  return {
    calls,
    asked: <N extends CommandName>(name: N) =>
      calls.filter((call) => call.name === name).map((call) => call.request as Request<N>),
    answer: (more) => {
      known = { ...known, ...more };
    },
  };
}

export function appError(code: ErrorCode, more: Partial<AppError> = {}): AppError {
  return { code, params: {}, field: null, detail: null, retryable: false, issues: [], ...more };
}

export const APP_STATE: AppState = {
  version: "0.1.0",
  data_folder: "/home/lin/headwater",
  keychain: "ready",
  workspaces: [
    {
      id: "w1",
      name: "default",
      mode: "standard",
      description: "",
      locked: false,
      sources: 3,
      current: true,
      created_at: "2026-01-01T00:00:00.000Z",
    },
  ],
  workspace: "w1",
  listed: 3,
  identity: { user: "owner", role: "tenant_owner", rights: ["manage", "edit", "share", "use", "workspace"] },
  settings: { language: null, theme: "system" },
};

/** A list of one page. */
export function page(rows: ListResponse["rows"], more: Partial<ListResponse> = {}): ListResponse {
  return { workspace: "w1", rows, next: null, total: rows.length, all: rows.length, attention: 0, ...more };
}
