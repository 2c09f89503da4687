import type { ActivityPage, Word } from "../../api/generated/types";
import type { ActivityFilter } from "../../api/many";
import { words } from "../../api/words";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { TextField } from "../../components/TextField";
import { Chip } from "../list/chips";
import styles from "./activity.module.css";
import { useActivityText } from "./strings";

interface BarProps {
  filter: ActivityFilter;
  onChange: (filter: ActivityFilter) => void;
  /** What was ever done, and by whom. */
  known: ActivityPage | undefined;
  /** Absent: nothing is filtered. */
  onClear?: () => void;
}

/** A word of the program's own; one that this version has no words for shows its id. */
export const wordOf = (word: Word): string => (word.words ? words(word.words) : word.id);

/** By words, by what was done, by whom, and whether in all workspaces. */
export function FilterBar({ filter, onChange, known, onClear }: BarProps) {
  const t = useActivityText();
  const set = (part: Partial<ActivityFilter>) => onChange({ ...filter, ...part });
  const actions = known?.actions ?? [];
  const toggled = (id: string, on: boolean) =>
    on ? [...filter.actions, id] : filter.actions.filter((each) => each !== id);
  return (
    <div role="search" className={styles.bar}>
      <TextField
        hideLabel
        className={styles.search}
        label={t("search")}
        placeholder={t("search")}
        value={filter.search}
        onChange={(search) => set({ search })}
      />
      <Chip
        label={t("action")}
        chosen={actions.filter(({ id }) => filter.actions.includes(id)).map(wordOf)}
        onClear={() => set({ actions: [] })}
        entries={() =>
          actions.map((action) => ({
            kind: "check",
            label: wordOf(action),
            checked: filter.actions.includes(action.id),
            onChange: (on) => set({ actions: toggled(action.id, on) }),
          }))
        }
      />
      <Chip
        label={t("actor")}
        chosen={filter.actor === "" ? [] : [filter.actor]}
        onClear={() => set({ actor: "" })}
        entries={() =>
          (known?.actors ?? []).map((actor) => ({
            kind: "radio",
            label: actor,
            checked: filter.actor === actor,
            onSelect: () => set({ actor }),
          }))
        }
      />
      <Checkbox
        label={t("everywhere")}
        checked={filter.all_workspaces}
        onChange={(all_workspaces) => set({ all_workspaces })}
      />
      {onClear && (
        <Button small variant="quiet" onClick={onClear}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
