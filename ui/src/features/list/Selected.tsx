import { lazy, Suspense, useState } from "react";
import type { Chosen, Verb } from "../bulk/model";

const BulkBar = lazy(() => import("../bulk"));
const BulkDialog = lazy(() => import("../bulk/BulkDialog"));
const ExportDialog = lazy(() => import("../exchange/Export"));

interface SelectedProps {
  chosen: Chosen;
  /** How many match. */
  total: number;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the rows that are selected. What was begun is about those of the moment, whatever the list does. */
export function Selected({ chosen, total, onAll, onClear }: SelectedProps) {
  const [doing, setDoing] = useState<{ what: Verb; chosen: Chosen } | null>(null);
  const close = (ran: boolean) => {
    setDoing(null);
    if (ran) onClear();
  };
  return (
    <Suspense>
      {chosen.count > 0 && (
        <BulkBar
          chosen={chosen}
          total={total}
          onAll={chosen.count < total ? onAll : undefined}
          onClear={onClear}
          onDo={(what) => setDoing({ what, chosen })}
        />
      )}
      {doing?.what === "export" && <ExportDialog {...doing.chosen} onClose={() => close(false)} />}
      {doing && doing.what !== "export" && (
        <BulkDialog what={doing.what} chosen={doing.chosen} onClose={close} />
      )}
    </Suspense>
  );
}
