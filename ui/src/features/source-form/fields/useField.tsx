import { type ReactNode, useState } from "react";
import type { Environment, Field } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { Tag } from "../../../components/Tag";
import { useFormContext } from "../context";
import { controlId } from "../hooks/useJump";
import { skips } from "../model/form";
import { issuesAt, type Placed } from "../model/issues";
import { isLocalMark } from "../model/layout";
import { useFormText } from "../strings";
import styles from "./fields.module.css";
import { IssueNote } from "./IssueNote";

/** What a control of one property is given. */
export type ControlProps = { env: Environment; field: Field };

/** Value, words and issues of one property of one side. */
export function useField({ env, field }: ControlProps) {
  const { state, dispatch, checks, issues } = useFormContext();
  const t = useFormText();
  const [note, setNote] = useState<"trimmed" | null>(null);
  const [focused, setFocused] = useState(false);
  const side = state.form.sides[env];
  const value = side?.properties[field.key];
  const missing =
    state.attempted &&
    !skips(state.frame, state.form, env) &&
    (checks[env]?.answer?.missing.includes(field.key) ?? false);
  // Spaces at the ends go when the field is left; until then they are not held against anyone.
  const placed = issuesAt(issues, env, field.key).filter(
    (one) => !(focused && one.issue.code === "surrounding_spaces"),
  );

  const set = (next: unknown) => {
    setNote(null);
    dispatch({ do: "value", env, key: field.key, value: next });
  };

  return {
    id: controlId(env, field.key),
    label: words(field.label),
    required: field.required === "yes",
    placeholder: field.placeholder ?? undefined,
    aside: <LocalMark field={field} />,
    value,
    set,
    placed,
    missing,
    /** The help is about what just happened, not about the field. */
    said: note !== null,
    error: placed.length ? notes(placed) : undefined,
    help: helpOf(),
    onFocus: () => setFocused(true),
    /** Takes the spaces from the ends of a text, and says so. */
    onLeave: (text: string, put: (trimmed: string) => void) => {
      setFocused(false);
      if (text === text.trim()) return;
      put(text.trim());
      setNote("trimmed");
    },
  };

  function helpOf(): ReactNode {
    if (note) return <span role="status">{t("field.trimmed")}</span>;
    if (missing) return <span className={styles.missing}>{t("field.missing")}</span>;
    return field.help ? words(field.help) : undefined;
  }
}

/** Says that a field is used on this computer only. */
export function LocalMark({ field }: { field: Field }) {
  const { state } = useFormContext();
  const t = useFormText();
  return isLocalMark(state.frame.def, field) && <Tag>{t("field.localOnly")}</Tag>;
}

/** The issues below a control, one a line. */
export const notes = (placed: Placed[]): ReactNode =>
  placed.map((one) => <IssueNote key={`${one.issue.code} ${one.row} ${one.part}`} placed={one} />);
