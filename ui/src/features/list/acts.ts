/** What can be done with a row. */
import type { Door, Environment, Right, SourceRow } from "../../api/generated/types";
import { isAbsent } from "../../components/status";

export interface RowActs {
  /** Behind Data Integration there is no clone. */
  door: Door;
  /** Why the role in use may not do it; null: it may. */
  denied: (right: Right) => string | null;
  /** Opens the form at a side that was never filled in. */
  complete: (row: SourceRow, env: Environment) => void;
  open: (row: SourceRow) => void;
  compare: (row: SourceRow) => void;
  clone: (row: SourceRow) => unknown;
  share: (row: SourceRow) => unknown;
  copy: (row: SourceRow) => void;
  delete: (row: SourceRow) => unknown;
  star: (row: SourceRow) => void;
  /** Chooses rows, or no longer; `null`: all that match, or none. */
  select: (rows: string[] | null, on: boolean) => void;
  /** Puts away what lies beside the list: the selection, else the test. */
  leave: () => void;
  closeTest: () => void;
  test: (row: SourceRow, envs: Environment[]) => void;
}

/** Sides of a row that there are: only those can be tested. */
export function sidesOf(row: SourceRow, sides: Environment[]): Environment[] {
  return sides.filter((env) => {
    const side = row[env];
    return side !== null && isHere(row, env) && !isAbsent(side);
  });
}

/** Sides of a row that nobody has filled in yet. */
export function absentSides(row: SourceRow, sides: Environment[]): Environment[] {
  return sides.filter((env) => {
    const side = row[env];
    return side !== null && isAbsent(side);
  });
}
/** Whether a side is there at all: of what was received only sides that are shared are. */
export const isHere = (row: SourceRow, env: Environment): boolean =>
  row.shared === null || row.shared[env] !== null;
