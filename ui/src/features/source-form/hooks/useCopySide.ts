import { useEffect, useRef } from "react";
import type { Environment } from "../../../api/generated/types";
import type { MenuEntry } from "../../../components/menu-items";
import { notify } from "../../../components/toast";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { copySide } from "../model/copy";
import { otherEnv, type SideForm } from "../model/types";
import { useFormText } from "../strings";

/** Takes one side over from the other, with undo. */
export function useCopySide() {
  const { state, dispatch } = useFormContext();
  const t = useFormText();
  const text = useText();

  // What was typed since would be lost by going back: the offer goes with the first change.
  const offer = useRef<{ to: Environment; side: SideForm; close: Promise<() => void> } | null>(null);
  const { sides } = state.form;
  useEffect(() => {
    const { current } = offer;
    if (!current || sides[current.to] === current.side) return;
    offer.current = null;
    void current.close.then((close) => close());
  }, [sides]);

  const copy = (to: Environment, withSecrets: boolean) => {
    const before = state.form.sides[to];
    if (!before) return;
    const side = copySide(state.form, state.frame, to, withSecrets).sides[to];
    if (!side) return;
    dispatch({ do: "side", env: to, side });
    const names = { from: text(`env.${otherEnv(to)}`), to: text(`env.${to}`) };
    const close = notify({
      undo: true,
      topic: `copy ${to}`,
      title: t(withSecrets ? "copy.doneSecrets" : "copy.done", names),
      action: {
        label: text("action.undo"),
        onSelect: () => dispatch({ do: "side", env: to, side: before, asLongAs: side }),
      },
    });
    offer.current = { to, side, close };
  };

  /** The menu of a copy: what goes along. */
  const entries = (to: Environment): MenuEntry[] => {
    const names = { from: text(`env.${otherEnv(to)}`), to: text(`env.${to}`) };
    return [
      { kind: "heading", label: t("copy.to", names) },
      { label: t("copy.values"), sub: t("copy.valuesSub", names), onSelect: () => copy(to, false) },
      { label: t("copy.secrets"), sub: t("copy.secretsSub"), onSelect: () => copy(to, true) },
    ];
  };
  return { copy, entries };
}
