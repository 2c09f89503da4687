import { useState } from "react";
import type { Environment } from "../../api/generated/types";
import { useTags } from "../../api/many";
import { Checkbox } from "../../components/Checkbox";
import { EnvBadge } from "../../components/EnvBadge";
import { RadioGroup } from "../../components/RadioGroup";
import { TextField } from "../../components/TextField";
import styles from "./bulk.module.css";
import { type FormProps, labels, type What } from "./model";
import { PropertyForm } from "./PropertyForm";
import { SecretForm } from "./SecretForm";
import { useBulkText } from "./strings";

/** What is to change, said once for all of them. */
export function Form({ what, onSubmit, ...props }: FormProps & { what: What; onSubmit: () => void }) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {what === "tags" && <TagsForm {...props} />}
      {what === "property" && <PropertyForm {...props} />}
      {what === "secret" && <SecretForm {...props} />}
      {(what === "test" || what === "delete") && <SidesForm {...props} what={what} />}
      {/* Enter in a field goes on, wherever the button is. */}
      <button type="submit" hidden />
    </form>
  );
}

function TagsForm({ onChange }: FormProps) {
  const t = useBulkText();
  const known = useTags().data ?? [];
  const [typed, setTyped] = useState("");
  const [gone, setGone] = useState<string[]>([]);
  const say = (text: string, remove: string[]) => {
    const add = labels(text);
    setTyped(text);
    setGone(remove);
    onChange(add.length + remove.length > 0 ? { what: "tags", add, remove } : null);
  };
  return (
    <>
      <TextField
        autoFocus
        label={t("add")}
        help={t("addHelp")}
        value={typed}
        onChange={(text) => say(text, gone)}
      />
      <fieldset className={styles.choices}>
        <legend>{t("remove")}</legend>
        {known.length === 0 && <span className={styles.quiet}>{t("noTags")}</span>}
        {known.map(({ tag, count }) => (
          <Checkbox
            key={tag}
            label={`${tag} (${count.toLocaleString()})`}
            checked={gone.includes(tag)}
            onChange={(on) => say(typed, on ? [...gone, tag] : gone.filter((each) => each !== tag))}
          />
        ))}
      </fieldset>
    </>
  );
}

function SidesForm({ what, chosen, onChange }: FormProps & { what: "test" | "delete" }) {
  const t = useBulkText();
  const [envs, setEnvs] = useState<Environment[]>([]);
  const say = (envs: Environment[]) => {
    setEnvs(envs);
    onChange({ what, envs });
  };
  return (
    <RadioGroup<Environment | "both" | "">
      label={t("envs")}
      value={envs.length > 1 ? "both" : (envs[0] ?? "")}
      onChange={(next) => next && say(next === "both" ? chosen.sides : [next])}
      options={[
        { value: "both", label: t(what === "delete" ? "bothDelete" : "both") },
        ...chosen.sides.map((env) => ({
          value: env,
          label: <EnvBadge env={env} />,
          help: what === "delete" ? t("onlyDelete") : undefined,
        })),
      ]}
    />
  );
}
