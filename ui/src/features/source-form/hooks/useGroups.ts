import { useCallback, useState } from "react";
import type { Environment, Group } from "../../../api/generated/types";
import type { Placed } from "../model/issues";
import { groupId, isFilled } from "../model/layout";
import type { State } from "../model/state";

/**
 * Which folded groups are open: those that the person opened, and until the person closes them those in which something
 * is filled, wrong, or missing after a save.
 */
export function useGroups(state: State, issues: Placed[], missing: (env: Environment) => string[]) {
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const { form, frame, attempted } = state;

  const calls = (group: Group): boolean => {
    const has = (key: string) => group.fields.some((field) => field.key === key);
    return frame.envs.some(
      (env) =>
        isFilled(group, form, frame, env) ||
        issues.some((placed) => placed.env === env && has(placed.key)) ||
        (attempted && missing(env).some(has)),
    );
  };
  const isOpen = (group: Group): boolean => !group.folded || (chosen[groupId(group)] ?? calls(group));
  const setOpen = useCallback(
    (group: Group, open: boolean) => setChosen((now) => ({ ...now, [groupId(group)]: open })),
    [],
  );
  return { isOpen, setOpen };
}
