/** One change of many data sources, as the page thinks of it. */
import type { BulkChange, BulkSelection, Door, Environment, WorkspaceId } from "../../api/generated/types";

export type What = BulkChange["what"];

/** What the bar offers. */
export type Verb = Exclude<What, "restore"> | "export";

/** What was selected, and what is known about it. */
export interface Chosen {
  workspace: WorkspaceId | null;
  selection: BulkSelection;
  count: number;
  /** Sides that there are behind this door. */
  sides: Environment[];
  door: Door;
  /** Types that may be among them; empty: any. */
  types: string[];
}

/** A run to go on with. */
export interface Interrupted {
  batch: string;
  change: BulkChange;
  total: number;
}

/** What a form of a change is given. */
export interface FormProps {
  chosen: Chosen;
  /** What it begins with: an interrupted change. */
  begin: BulkChange | null;
  /** `null`: something is still to be said. */
  onChange: (change: BulkChange | null) => void;
}

/** Stands for a value in what is kept about a run. */
const isTyped = (secret: unknown) => typeof secret === "object" && secret !== null && "typed" in secret;

/** Whether somebody has to say more than "this one": otherwise the preview comes at once. */
export function isSaid(what: What, { sides }: Chosen, interrupted?: Interrupted): BulkChange | null {
  // The value of a secret is nowhere: it has to be typed again.
  if (interrupted) {
    const { change } = interrupted;
    return change.what === "secret" && isTyped(change.secret) ? null : change;
  }
  if (what === "restore") return { what };
  return (what === "test" || what === "delete") && sides.length === 1 ? { what, envs: sides } : null;
}

/** Words between commas, each once. */
export const labels = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、]/)
      .map((label) => label.trim())
      .filter((label) => label !== ""),
  ),
];
