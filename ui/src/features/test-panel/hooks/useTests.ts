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
  const [asking, setAsking] = useState<{
    slots: AskSlot[];
    which: Environment[];
    confirm: string | null;
  } | null>(null);
  const [unanswered, setUnanswered] = useState(false);
  const [tested, setTested] = useState<Partial<Record<Environment, string>>>({});
  const ready = def !== undefined && (id === null || !source.isPending);

  const carryOut = async (which: Environment[], answers: Answers, confirm: string | null) => {
    for (const [index, env] of which.entries()) {
      setTested((now) => ({ ...now, [env]: valuesOf(sides[env]) }));
      const side = answered(sides[env], source.data?.[env], answers[env] ?? {});
      const ended = await runs[env].start({ id, env, type: typeId, side, confirm, timeout_ms: null });
      if (ended) continue;
      for (const rest of which.slice(index + 1)) runs[rest].skip();
      return;
    }
  };

  /** Tests these sides, `confirm` the target that kept secrets may go to; what is asked for at each test is asked for first, once. */
  const begin = (which: Environment[], confirm: string | null = null) => {
    const slots = which.flatMap((env) => askSlots(env, sides[env], shownStates(def, source.data?.[env])));
    setUnanswered(false);
    if (slots.length) setAsking({ slots, which, confirm });
    else void carryOut(which, {}, confirm);
  };

  const answer = (answers: Answers) => {
    setAsking(null);
    if (asking) void carryOut(asking.which, answers, asking.confirm);
  };

  // Opening the panel is the wish to test: once, when everything is known.
  const wish = useRef(() => begin(envs));
  useEffect(() => {
    wish.current = () => begin(envs);
  });
  const begun = useRef(false);
  useEffect(() => {
    if (!ready || begun.current) return;
    begun.current = true;
    wish.current();
  }, [ready]);

  return {
    runs,
    begin,
    asking: asking?.slots ?? null,
    answer,
    dismiss: () => {
      setAsking(null);
      setUnanswered(true);
    },
    /** The secrets were asked for and not given. */
    unanswered,
    /** The form has moved on since the side was tested. */
    changed: (env: Environment) => tested[env] !== undefined && tested[env] !== valuesOf(sides[env]),
  };
}

/** What a later value is compared with: secrets come and go with a save, so they do not count. */
const valuesOf = (side: SideInput | undefined): string => JSON.stringify([side?.mode, side?.properties]);
