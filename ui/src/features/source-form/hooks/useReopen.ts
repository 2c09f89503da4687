import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "../../../api/query";
import { useReportError } from "../../../app/report";
import { changesOf, clashes, rebased } from "../model/changes";
import { openForm } from "../model/form";
import type { Action, State } from "../model/state";

export type Clash = { at: string; theirs: unknown };

/** After a conflict: opens the newer version and makes the unsaved changes again on top of it. */
export function useReopen(state: State, dispatch: (action: Action) => void) {
  const client = useQueryClient();
  const report = useReportError();
  const [clashing, setClashing] = useState<Clash[] | null>(null);
  const [busy, setBusy] = useState(false);

  const reopen = async () => {
    const { id, def, envs, door } = state.frame;
    if (id === null) return false;
    setBusy(true);
    try {
      const view = await client.fetchQuery({ ...read("source.get", { id }), staleTime: 0 });
      const theirs = openForm(def, view, envs, door);
      const changes = changesOf(state.baseline, state.form);
      const form = rebased(state.baseline, state.form, theirs.form);
      dispatch({ do: "opened", frame: theirs.frame, baseline: theirs.form, form });
      setClashing(clashes(changes, theirs.form));
      return true;
    } catch (thrown) {
      report(thrown);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { reopen, busy, clashing, dismiss: () => setClashing(null) };
}
