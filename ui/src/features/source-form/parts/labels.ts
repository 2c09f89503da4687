import type { Environment, Text } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { currentLang } from "../../../i18n";
import { fieldsOf, modeOf } from "../model/conditions";
import type { State } from "../model/state";
import type { FormText } from "../strings";

/** What a field is called: `password`, `properties.password`, `name`. */
export function labelOf(t: FormText, state: State, env: Environment | null, key: string): string {
  if (env === null) {
    if (key === "name" || key === "description" || key === "tags") return t(`head.${key}`);
    return key;
  }
  if (key === "mode") return t("mode.label");
  const mode = modeOf(state.frame.def, state.form.sides[env]?.mode ?? "");
  const label: Text | undefined = fieldsOf(mode).find((field) => field.key === key)?.label;
  return label ? words(label) : key.slice(key.indexOf(".") + 1);
}

/** "A, B and C" as the language joins it. */
export function joined(names: string[]): string {
  return new Intl.ListFormat(currentLang(), { type: "conjunction" }).format(names);
}
