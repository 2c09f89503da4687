/** What can be done with a row. */
import type { Environment, SourceRow } from "../../api/generated/types";

export interface RowActs {
  open: (row: SourceRow) => void;
  compare: (row: SourceRow) => void;
  clone: (row: SourceRow) => void;
  delete: (row: SourceRow) => void;
  closeTest: () => void;
  test: (row: SourceRow, envs: Environment[]) => void;
}

/** Sides of a row that there are: only those can be tested. */
export function sidesOf(row: SourceRow, sides: Environment[]): Environment[] {
  return sides.filter((env) => !isAbsent(row, env));
}

/** An absent side has no address and nothing missing: it was never begun. */
export function isAbsent(row: SourceRow, env: Environment): boolean {
  const side = row[env];
  return side.state === "incomplete" && side.summary === "" && side.missing === 0;
}
