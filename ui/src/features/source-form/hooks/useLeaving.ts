import { useCallback, useState } from "react";
import { useLeaveGuard } from "../../../app/leave";

/** Asks before a form with unsaved changes is left. `going` is what the person wanted, while the question stands. */
export function useLeaving(dirty: boolean) {
  const [going, setGoing] = useState<{ go: () => void } | null>(null);
  const ask = useCallback((go: () => void) => setGoing({ go }), []);
  const release = useLeaveGuard(dirty ? ask : null);
  return { going, stay: () => setGoing(null), release };
}
