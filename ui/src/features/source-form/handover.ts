import type { Environment, PasteResponse } from "../../api/generated/types";

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

type Jump = { id: string; env: Environment; key: string };
let arriving: Jump | null = null;

/** The form of this source begins at one field: where an advice pointed. */
export function jumpOnArrival(jump: Jump): void {
  arriving = jump;
}

export function arrivedAt(id: string | null): Jump | null {
  const jump = arriving?.id === id ? arriving : null;
  arriving = null;
  return jump;
}
