import { type ComponentType, useEffect, useState } from "react";
import { FirstRows, type RowWindowProps } from "./FirstRows";

let loaded: ComponentType<RowWindowProps> | null = null;
/** Resolved once it is there. */
export const virtualRows = import("./VirtualRows").then((module) => {
  loaded = module.default;
});

/**
 * What draws the rows: as a rule the virtual list, which is on its way while the rows are being asked for, and until it
 * is there the first rows plainly. Not `lazy`: `Suspense` would hold it back for a moment that nobody needs.
 */
export function useVirtualRows(): ComponentType<RowWindowProps> {
  const [state, setState] = useState<{ failed?: unknown }>({});
  useEffect(() => {
    if (!loaded) virtualRows.then(() => setState({})).catch((failed: unknown) => setState({ failed }));
  }, []);
  if (state.failed) throw state.failed;
  return loaded ?? FirstRows;
}
