import type { Environment, PasteResponse } from "../../api/generated/types";
import type { Form } from "./model/types";

/** A URL that was taken apart on the type picker, on its way to the form of its type. Its secrets are only tickets. */
let pending: PasteResponse | null = null;

export function handOver(pasted: PasteResponse): void {
  pending = pasted;
}

/** Takes what was handed over for this type; it is there once. */
export function handedOver(type: string): PasteResponse | null {
  const taken = pending?.type === type ? pending : null;
  pending = null;
  return taken;
}

let carried: { id: string; form: Form } | null = null;

/** What stands in the form of a new source goes on in the form of the source that it became. */
export function carryOver(id: string, form: Form): void {
  carried = { id, form };
}

export function carriedOver(id: string): Form | undefined {
  const form = carried?.id === id ? carried.form : undefined;
  carried = null;
  return form;
}

/** What a form can be asked to do when it is opened. */
export type Wish =
  | { jump: { env: Environment; key: string } }
  | { test: Environment[] }
  /** To fill in this side. */
  | { side: Environment };

let wished: { id: string; wish: Wish } | null = null;

/** The form of this source begins with it: at the field where an advice pointed, or with a test. */
export function onArrival(id: string, wish: Wish): void {
  wished = { id, wish };
}

export function wishFor(id: string | null): Wish | null {
  const wish = wished?.id === id ? wished.wish : null;
  wished = null;
  return wish;
}
