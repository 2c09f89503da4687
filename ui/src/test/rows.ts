/** Rows of the list, named for what they show. */
import type { LastTest, RowSide, SourceRow } from "../api/generated/types";

export const UNTESTED: RowSide = {
  state: "untested",
  summary: "10.20.0.14:3306/shop_dev",
  missing: 0,
  last_test: null,
};

export const ABSENT: RowSide = { state: "incomplete", summary: "", missing: 0, last_test: null };

export const TWO_MISSING: RowSide = { state: "incomplete", summary: "", missing: 2, last_test: null };

export function connectable(at = new Date().toISOString()): RowSide {
  const last_test: LastTest = { verdict: "Connectable", stage: null, warning: false, finding: null, at };
  return { ...UNTESTED, state: "connectable", last_test };
}

export function warned(code: string): RowSide {
  const finding = { code, level: "warning", params: {} } as const;
  const { last_test } = connectable();
  return { ...connectable(), last_test: last_test && { ...last_test, warning: true, finding } };
}

export function unreachable(code: string, params: Record<string, string> = {}): RowSide {
  const finding = { code, level: "failure", params } as const;
  const at = new Date().toISOString();
  const last_test: LastTest = { verdict: "Unreachable", stage: "connect_port", warning: false, finding, at };
  return { ...UNTESTED, state: "failing", last_test };
}

export function row(name: string, more: Partial<SourceRow> = {}): SourceRow {
  return {
    id: `id-${name}`,
    name,
    type: "mysql",
    description: "",
    tags: [],
    favourite: false,
    modified_at: "2026-01-02T03:04:05.000Z",
    dev: UNTESTED,
    prod: UNTESTED,
    shared: null,
    shares: 0,
    private_to: null,
    ...more,
  };
}
