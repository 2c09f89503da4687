/** Chooses the platform at run time. Tests put their own in with `setPlatform`. */
import type { CallOptions, CommandName, Platform, Request, Response } from "./platform";

export { ApiError, asApiError, HostGone, ownError } from "./platform";
export type { CallOptions, CommandName, Platform, Request, Response };

let chosen: Promise<Platform> | null = null;

function choose(): Promise<Platform> {
  const loading = "__TAURI_INTERNALS__" in window ? import("./tauri") : import("./web");
  return loading.then((module) => module.platform);
}

/** Puts another platform in place of the real one. */
export function setPlatform(platform: Platform): void {
  chosen = Promise.resolve(platform);
}

/** Carries out one command of the table. Throws `ApiError`. */
export async function call<N extends CommandName>(
  name: N,
  request: Request<N>,
  options?: CallOptions,
): Promise<Response<N>> {
  chosen ??= choose();
  return (await chosen).call(name, request, options);
}
