/**
 * Locked production wants the name of the data source typed. Every writing command goes through `typed`: when it is
 * refused for that, the person is asked and the same request goes out again with the name. So no screen has to know which
 * of its changes are guarded, and none can forget one.
 */
import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiError, ownError } from "../platform";

/** The question as it stands. */
export interface Asking {
  /** The name that has to be typed. */
  name: string;
  /** What was typed the last time was not the name. */
  refused: boolean;
  /** The request is on its way with what was typed. */
  busy: boolean;
}

interface State {
  asking: Asking | null;
  /** Whoever can draw the question; the last one is in front of the others. */
  hosts: symbol[];
}

let state: State = { asking: null, hosts: [] };
let settle: (typed: string | null) => void = () => {};
/** One question at a time. */
let turn: Promise<unknown> = Promise.resolve();
const watchers = new Set<() => void>();

function change(part: Partial<State>): void {
  state = { ...state, ...part };
  for (const watcher of watchers) watcher();
}

/** The answer of the person; null: they would rather not. */
export function answerTyped(typed: string | null): void {
  settle(typed);
}

/** The question, for the host that is in front. */
export function useAsking(): Asking | null {
  const [me] = useState(() => Symbol("host"));
  useEffect(() => {
    change({ hosts: [...state.hosts, me] });
    return () => change({ hosts: state.hosts.filter((host) => host !== me) });
  }, [me]);
  const { asking, hosts } = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
  return hosts.at(-1) === me ? asking : null;
}

/** Sends a request, and again with the name that the person types when the Rust side wants it. */
export async function typed<Q extends object, A>(request: Q, send: (request: Q) => Promise<A>): Promise<A> {
  try {
    return await send(request);
  } catch (thrown) {
    const name = wantedName(thrown);
    // Who sends a name of their own has asked for it.
    if (name === null || "typed_name" in request || state.hosts.length === 0) throw thrown;
    const again = turn.then(() => insist(name, request, send));
    turn = again.catch(() => {});
    return again;
  }
}

async function insist<Q extends object, A>(name: string, request: Q, send: (request: Q) => Promise<A>) {
  try {
    for (let refused = false; ; refused = true) {
      const typed_name = await ask({ name, refused, busy: false });
      if (typed_name === null) throw ownError("cancelled");
      change({ asking: { name, refused: false, busy: true } });
      try {
        return await send({ ...request, typed_name });
      } catch (thrown) {
        if (wantedName(thrown) === null) throw thrown;
      }
    }
  } finally {
    change({ asking: null });
  }
}

function ask(asking: Asking): Promise<string | null> {
  return new Promise((resolve) => {
    settle = resolve;
    change({ asking });
  });
}

function wantedName(thrown: unknown): string | null {
  if (!(thrown instanceof ApiError) || thrown.error.code !== "prod_locked") return null;
  return thrown.error.params.name ?? null;
}

/** Whether somebody decided against it: nothing that they have to be told. */
export const isCancelled = (thrown: unknown): boolean =>
  thrown instanceof ApiError && thrown.error.code === "cancelled";
