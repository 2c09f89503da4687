import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Environment, SourceView } from "../../../api/generated/types";
import { read } from "../../../api/query";
import { DOORS } from "../../../app/pages";
import { notify } from "../../../components/toast";
import { carryOver, onArrival } from "../handover";
import { rebased } from "../model/changes";
import { openForm } from "../model/form";
import type { Action } from "../model/state";
import type { Form, Frame } from "../model/types";
import { useFormText } from "../strings";

/** Forms on the screen, by source: the message of a save finds the form that it is about, also after a creation. */
const onScreen = new Map<string, (envs: Environment[]) => void>();

type Options = {
  frame: Frame;
  form: Form;
  dispatch: (action: Action) => void;
  test: (envs: Environment[]) => void;
  /** What is being shown as tested; null: nothing. */
  testing: Environment[] | null;
  /** Lets go of the draft and of the question on leaving. */
  abandon: () => Promise<void>;
};

/**
 * After a save: the form stays, as saved; a new source moves to the address of its own. What was typed while the save
 * was on its way goes along.
 */
export function useSaved({ frame, form, dispatch, test, testing, abandon }: Options) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const t = useFormText();
  const { id, def, envs, door } = frame;
  const pages = DOORS[door];
  const now = useRef(form);
  useEffect(() => {
    now.current = form;
  });

  useEffect(() => {
    if (id === null) return;
    onScreen.set(id, test);
    return () => {
      onScreen.delete(id);
    };
  }, [id, test]);

  const testThere = (source: string, which: Environment[]) => {
    const there = onScreen.get(source);
    if (there) return there(which);
    onArrival(source, { test: which });
    navigate(pages.source(source));
  };

  return async (view: SourceView, sent: Form) => {
    if (id === null) {
      await abandon();
      const { form: baseline } = openForm(def, view, envs, door);
      carryOver(view.id, rebased(sent, now.current, baseline));
      client.setQueryData(read("source.get", { id: view.id }).queryKey, view);
      // The panel goes with the page of the new one: what was saved is tested where it is now.
      if (testing) onArrival(view.id, { test: testing });
      navigate(pages.source(view.id), { replace: true });
    } else {
      const saved = openForm(def, view, envs, door);
      dispatch({ do: "saved", frame: saved.frame, baseline: saved.form, sent });
    }
    const complete = envs.every((env) => view[env] === null || view[env].complete);
    const present = envs.filter((env) => view[env] !== null);
    void notify({
      tone: "ok",
      topic: `saved ${view.id}`,
      title: t(complete ? "save.done" : "save.doneDraft", { name: view.name }),
      action: {
        label: t(present.length > 1 ? "bar.testBoth" : "bar.test"),
        onSelect: () => testThere(view.id, present),
      },
    });
  };
}
