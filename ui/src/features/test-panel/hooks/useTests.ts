import { useEffect, useRef, useState } from "react";
import { useType } from "../../../api/catalog";
import type { Environment, SideInput } from "../../../api/generated/types";
import { useSource } from "../../../api/sources";
import { type AskSlot, answered, askSlots, shownStates } from "../model/ask";
import { useTestRun } from "./useTestRun";

type Sides = Partial<Record<Environment, SideInput>>;
type Answers = Partial<Record<Environment, Record<string, string>>>;

type Options = {
  id: string | null;
  typeId: string;
  envs: Environment[];
  /** Values of a form; absent: as saved. */
  sides: Sides;
};

/** The tests of a panel: one side, or both one after the other. Begins by itself. */
export function useTests({ id, typeId, envs, sides }: Options) {
  const source = useSource(id ?? undefined);
  const def = useType(typeId);
  const runs = { dev: useTestRun(), prod: useTestRun() };
  const [asking, setAsking] = useState<AskSlot[] | null>(null);
  const [tested, setTested] = useState<Partial<Record<Environment, string>>>({});
  const ready = def !== undefined && (id === null || !source.isPending);

  const carryOut = async (which: Environment[], answers: Answers) => {
    for (const env of which) {
      setTested((now) => ({ ...now, [env]: JSON.stringify(sides[env] ?? null) }));
      const side = answered(sides[env], source.data?.[env], answers[env] ?? {});
      await runs[env].start({ id, env, type: typeId, side, timeout_ms: null });
    }
  };

  /** Tests these sides; what is asked for at each test is asked for first, once. */
  const begin = (which: Environment[]) => {
    const slots = which.flatMap((env) => askSlots(env, sides[env], shownStates(def, source.data?.[env])));
    if (slots.length) setAsking(slots);
    else void carryOut(which, {});
  };

  const answer = (answers: Answers) => {
    const which = envs.filter((env) => asking?.some((slot) => slot.env === env) || !runs[env].run);
    setAsking(null);
    void carryOut(which.length ? which : envs, answers);
  };

  // Opening the panel is the wish to test: once, when everything is known.
  const wish = useRef(() => begin(envs));
  useEffect(() => {
    wish.current = () => begin(envs);
  });
  useEffect(() => {
    if (ready) wish.current();
  }, [ready]);

  return {
    runs,
    begin,
    asking,
    answer,
    dismiss: () => setAsking(null),
    /** The form has moved on since the side was tested. */
    changed: (env: Environment) =>
      tested[env] !== undefined && tested[env] !== JSON.stringify(sides[env] ?? null),
  };
}
