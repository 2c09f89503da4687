import { useState } from "react";
import type { AppError } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { isAboutName, NameProblem } from "../../components/NameProblem";
import { Problem } from "../../components/Problem";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import type { ApiError } from "../../platform";
import { useSpaceText } from "./strings";
import styles from "./workspaces.module.css";

/** Name and description of a workspace while they are typed, and why the Rust side refused them. */
export function useNameFields(first: { name: string; description: string }) {
  const t = useSpaceText();
  const { issue } = useWords();
  const [name, setName] = useState(first.name);
  const [description, setDescription] = useState(first.description);
  const [refused, setRefused] = useState<AppError | null>(null);
  const about = (field: string) => refused?.issues.find((one) => one.field === field);
  const described = about("description");
  const type = (next: string) => {
    setName(next);
    setRefused(null);
  };
  const placed = refused !== null && (isAboutName(refused) || described !== undefined);
  return {
    values: { name: name.trim(), description: description.trim() },
    blank: name.trim() === "",
    refuse: ({ error }: ApiError) => setRefused(error),
    /** What has no field to stand at. */
    problem: <Problem error={placed ? null : refused} />,
    name: (
      <TextField
        autoFocus
        required
        mono
        label={t("name")}
        help={t("nameHelp")}
        error={refused && isAboutName(refused) && <NameProblem refused={refused} onUse={type} />}
        value={name}
        onChange={type}
      />
    ),
    description: (
      <TextArea
        rows={2}
        className={styles.area}
        label={t("description")}
        placeholder={t("descriptionPlaceholder")}
        error={described && issue(described).message}
        value={description}
        onChange={setDescription}
      />
    ),
  };
}
