/** What can be done with a row. */
import type { Environment, SourceRow } from "../../api/generated/types";
import { isAbsent } from "../../components/status";

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
  return sides.filter((env) => {
    const side = row[env];
    return side !== null && !isAbsent(side);
  });
}
