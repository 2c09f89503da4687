import type { CSSProperties } from "react";
import { Given } from "../../../components/Given";
import { Tag } from "../../../components/Tag";
import { TextArea } from "../../../components/TextArea";
import { TextField } from "../../../components/TextField";
import { useFormContext } from "../context";
import { notes } from "../fields/useField";
import { controlId } from "../hooks/useJump";
import { issuesAt } from "../model/issues";
import { useFormText } from "../strings";
import styles from "./head.module.css";
import received from "./received.module.css";
import { TagsField } from "./TagsField";

/** Longest description, in characters; the counter appears when it comes near. */
const LONGEST = 3_000;
const NEAR = 2_400;

/** Name, description and tags. Once saved, the name is the heading. */
export function Identity() {
  const { state, dispatch, issues } = useFormContext();
  const t = useFormText();
  const { form, frame } = state;
  const isNew = frame.id === null;
  const error = (key: string) => {
    const placed = issuesAt(issues, null, key);
    return placed.length ? notes(placed) : undefined;
  };
  if (frame.received) return <Words />;
  const count = [...form.description].length;
  const lines = Math.min(4, form.description.split("\n").length);
  return (
    <div className={isNew ? styles.identityNew : styles.identity}>
      {isNew && (
        <TextField
          id={controlId(null, "name")}
          // A new form begins with its name.
          autoFocus
          required
          mono
          label={t("head.name")}
          help={t("head.nameHelp")}
          placeholder={`${frame.def.id}_orders`}
          error={error("name")}
          value={form.name}
          onChange={(value) => dispatch({ do: "head", key: "name", value })}
          onBlur={() =>
            form.name !== form.name.trim() && dispatch({ do: "head", key: "name", value: form.name.trim() })
          }
        />
      )}
      <TextArea
        id={controlId(null, "description")}
        rows={lines}
        style={{ "--chars": charsOf(form.description || t("head.addDescription")) } as CSSProperties}
        hideLabel={!isNew}
        className={styles.description}
        label={t("head.description")}
        placeholder={t(isNew ? "head.descriptionPlaceholder" : "head.addDescription")}
        aside={count > NEAR ? t("head.count", { count: count.toLocaleString() }) : undefined}
        error={
          error("description") ??
          (count > LONGEST ? t("head.count", { count: count.toLocaleString() }) : undefined)
        }
        value={form.description}
        onChange={(value) => dispatch({ do: "head", key: "description", value })}
      />
      <TagsField
        id={controlId(null, "tags")}
        hideLabel={!isNew}
        error={error("tags")}
        value={form.tags}
        onChange={(value) => dispatch({ do: "tags", value })}
      />
    </div>
  );
}

/** Description and tags that belong to another workspace. */
function Words() {
  const { form } = useFormContext().state;
  if (form.description === "" && form.tags.length === 0) return null;
  return (
    <div className={received.given}>
      {form.description && (
        <p>
          <Given>{form.description}</Given>
        </p>
      )}
      {form.tags.length > 0 && (
        <p>
          {form.tags.map((tag) => (
            <Tag key={tag}>
              <Given>{tag}</Given>
            </Tag>
          ))}
        </p>
      )}
    </div>
  );
}

/** Width of a text in digits, where the page cannot size a field by its content: a Chinese character takes two. */
function charsOf(text: string): number {
  const width = (line: string) => [...line].reduce((sum, char) => sum + (char > "\u2e7f" ? 2 : 1), 0);
  return Math.min(80, Math.max(...text.split("\n").map(width)));
}
