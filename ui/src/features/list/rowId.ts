/** The element id of a source's row. */
export function rowId(id: string): string {
  return `row-${id}`;
}
