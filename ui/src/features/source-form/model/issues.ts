import type { AppError, Environment, Field, Issue } from "../../../api/generated/types";
import { fieldsOf, modeOf } from "./conditions";
import type { Frame, SideForm } from "./types";
import { addressRows, isBlankAddress } from "./values";

/** An issue at its place in the form. */
export type Placed = {
  issue: Issue;
  /** Null: the head (name, description, tags). */
  env: Environment | null;
  key: string;
  /** Row of an address list, as the form counts. */
  row?: number;
  /** `host`, `port`, or the name of a map's row. */
  part?: string;
  /** The refusal that is blamed on this place, where it is not an issue of its own: a name that is taken. */
  error?: AppError;
};

/** Takes `prod.address[0].host` apart. */
export function parsePath(path: string): Omit<Placed, "issue"> {
  const side = /^(dev|prod)\.(.+)$/.exec(path);
  const env = (side?.[1] as Environment | undefined) ?? null;
  // An instruction for a secret stands at its field.
  const rest = (side?.[2] ?? path).replace(/^secrets\./, "");
  const match = /^([^.[]+)(?:\[(\d+)\])?(?:\.(.+))?$/.exec(rest);
  if (!match) return { env, key: rest };
  const [, key = rest, row, part] = match;
  return {
    env,
    key,
    ...(row === undefined ? {} : { row: Number(row) }),
    ...(part === undefined ? {} : { part }),
  };
}

/** Finds the form's row for the n-th row that was sent: rows nobody wrote in are not sent. */
function rowInForm(field: Field, value: unknown, sent: number): number {
  const indexes = addressRows(value).flatMap((row, index) => (isBlankAddress(row, field) ? [] : [index]));
  return indexes[sent] ?? sent;
}

/** Places an issue. `env` is the side that was checked, where the path does not say. */
export function place(
  frame: Frame,
  sides: Partial<Record<Environment, SideForm>>,
  issue: Issue,
  env: Environment | null,
): Placed {
  const parsed = parsePath(issue.field);
  const at = parsed.env ?? env;
  const side = at && sides[at];
  if (!side || parsed.row === undefined) return { issue, ...parsed, env: at };
  const field = fieldsOf(modeOf(frame.def, side.mode)).find((candidate) => candidate.key === parsed.key);
  const row = field ? rowInForm(field, side.properties[parsed.key], parsed.row) : parsed.row;
  return { issue, ...parsed, env: at, row };
}

/** What a refused save blames on places of the form. Empty: the error has no place in it. */
export function refusal(
  frame: Frame,
  sides: Partial<Record<Environment, SideForm>>,
  error: AppError,
): Placed[] {
  if (error.code === "name_taken") {
    const issue: Issue = { field: "name", code: "name_character", params: error.params };
    return [{ issue, env: null, key: "name", error }];
  }
  // What somebody else has changed is no fault of what was typed.
  if (error.code === "conflict") return [];
  return error.issues.map((issue) => place(frame, sides, issue, null));
}

const idOf = (placed: Placed): string =>
  `${placed.env} ${placed.key} ${placed.row} ${placed.part} ${placed.issue.code}`;

/** Issues of the last check and of the refused save, each once. */
export function merged(live: Placed[], refused: Placed[]): Placed[] {
  const seen = new Set(live.map(idOf));
  return [...live, ...refused.filter((placed) => !seen.has(idOf(placed)))];
}

/** Those at one field. */
export const issuesAt = (all: Placed[], env: Environment | null, key: string): Placed[] =>
  all.filter((placed) => placed.env === env && placed.key === key);

/** The value that one click sets, with the port where the host held one. */
export function fixOf({ issue, error }: Placed): { value: string; port?: string } | null {
  const value = error ? error.params.proposal : issue.params.suggestion;
  if (value === undefined) return null;
  return issue.code === "host_port" && issue.params.port !== undefined
    ? { value, port: issue.params.port }
    : { value };
}
