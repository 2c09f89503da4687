import type { Environment } from "../../../api/generated/types";
import type { MenuEntry } from "../../../components/menu-items";
import { notify } from "../../../components/toast";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { copySide } from "../model/copy";
import { otherEnv } from "../model/types";
import { useFormText } from "../strings";

/** Takes one side over from the other, with undo. */
export function useCopySide() {
  const { state, dispatch } = useFormContext();
  const t = useFormText();
  const text = useText();

  const copy = (to: Environment, withSecrets: boolean) => {
    const before = state.form.sides[to];
    if (!before) return;
    const side = copySide(state.form, state.frame, to, withSecrets).sides[to];
    if (side) dispatch({ do: "side", env: to, side });
    const names = { from: text(`env.${otherEnv(to)}`), to: text(`env.${to}`) };
    void notify({
      title: t(withSecrets ? "copy.doneSecrets" : "copy.done", names),
      action: { label: text("action.undo"), onSelect: () => dispatch({ do: "side", env: to, side: before }) },
    });
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
