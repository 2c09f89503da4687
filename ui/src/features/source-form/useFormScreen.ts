import { type RefObject, useCallback, useMemo, useReducer, useState } from "react";
import type { Environment } from "../../api/generated/types";
import type { FormContext } from "./context";
import { useFormTest } from "./hooks/useFormTest";
import { useGroups } from "./hooks/useGroups";
import { useJump } from "./hooks/useJump";
import { useNarrow } from "./hooks/useNarrow";
import { useSideCheck } from "./hooks/useSideCheck";
import { fieldsOf, modeOf } from "./model/conditions";
import { type Draft, restore } from "./model/draft";
import { COPY_OFFER, isCopyOffered, isDirty } from "./model/form";
import { merged, place } from "./model/issues";
import { opened, reduce } from "./model/state";
import type { Form, Frame } from "./model/types";

/** Below this the sides do not fit next to each other, in ems: large text needs more room. */
const NARROW = 61.5;

export type Session = {
  frame: Frame;
  baseline: Form;
  /** What was not saved the last time; it is put back. */
  draft: Draft | null;
  /** Values that the form begins with, unsaved: from a URL that was pasted before. */
  begin?: Form;
};

/** The form's state with everything that is derived from it. */
export function useFormScreen(
  { frame: first, baseline, draft, begin }: Session,
  box: RefObject<HTMLElement | null>,
) {
  const [state, dispatch] = useReducer(reduce, null, () =>
    opened(first, baseline, begin ?? (draft ? restore(baseline, draft) : baseline)),
  );
  const { form, frame } = state;
  const dev = useSideCheck(frame, "dev", form.sides.dev);
  const prod = useSideCheck(frame, "prod", form.sides.prod);
  const checks = useMemo(() => ({ dev, prod }), [dev, prod]);
  const live = frame.envs.flatMap((env) =>
    (checks[env].answer?.wrong ?? []).map((issue) => place(frame, form.sides, issue, env)),
  );
  const issues = merged(live, state.refused);
  const groups = useGroups(state, issues, (env) => checks[env].answer?.missing ?? []);

  const narrow = useNarrow(box, NARROW);
  const [active, show] = useState<Environment>(frame.envs[0] ?? "prod");
  const { setOpen } = groups;
  const reveal = useCallback(
    ({ env, key }: { env: Environment | null; key: string }) => {
      if (env === null) return;
      show(env);
      const mode = modeOf(frame.def, form.sides[env]?.mode ?? "");
      const group = mode.groups.find((one) => one.fields.some((field) => field.key === key));
      if (group && fieldsOf(mode).length) setOpen(group, true);
    },
    [frame, form, setOpen],
  );
  const jump = useJump(reveal);
  const tests = useFormTest(state, dispatch);

  const fill = useCallback(
    (env: Environment) => {
      const [first] = fieldsOf(modeOf(frame.def, form.sides[env]?.mode ?? ""));
      jump(env, isCopyOffered(frame, form, env) ? COPY_OFFER : (first?.key ?? ""));
    },
    [frame, form, jump],
  );

  const parts: Omit<FormContext, "abandon"> = {
    state,
    dispatch,
    checks,
    issues,
    single: narrow || frame.envs.length === 1 ? active : null,
    show,
    jump,
    fill,
    ...groups,
    test: (envs) => {
      if (envs.length === 1 && envs[0]) show(envs[0]);
      tests.test(envs);
    },
  };
  return { parts, tests, dirty: isDirty(frame, state.baseline, form) };
}
