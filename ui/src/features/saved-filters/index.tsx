import Bookmark from "lucide-react/icons/bookmark";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState } from "react";
import type { ListFilter, SavedFilter } from "../../api/generated/types";
import { useSavedFilters } from "../../api/many";
import { cx } from "../../components/cx";
import { MenuButton } from "../../components/MenuButton";
import type { MenuEntry } from "../../components/menu-items";
import chipStyles from "../list/List.module.css";
import { ManageDialog } from "./ManageDialog";
import { SaveDialog } from "./SaveDialog";
import { useSavedText } from "./strings";

interface SavedFiltersProps {
  filter: ListFilter;
  /** Something is searched or filtered: there is something to save. */
  narrowed: boolean;
  onTake: (filter: ListFilter) => void;
}

/** Filters that have a name: to be taken, kept, renamed and deleted. */
export default function SavedFilters({ filter, narrowed, onTake }: SavedFiltersProps) {
  const t = useSavedText();
  const saved = useSavedFilters().data ?? [];
  const [doing, setDoing] = useState<"save" | "manage" | null>(null);
  const now = saved.find((each) => isSame(each.filter, filter));
  const entries = (): MenuEntry[] => [
    ...saved.map(
      (each: SavedFilter): MenuEntry => ({
        kind: "radio",
        label: each.name,
        checked: each === now,
        onSelect: () => onTake(each.filter),
      }),
    ),
    ...(saved.length > 0 ? [{ kind: "separator" as const }] : []),
    {
      label: t("save"),
      sub: narrowed ? undefined : t("saveFirst"),
      disabled: !narrowed,
      onSelect: () => setDoing("save"),
    },
    ...(saved.length > 0 ? [{ label: t("manage"), onSelect: () => setDoing("manage") }] : []),
  ];
  const close = () => setDoing(null);
  return (
    <>
      <MenuButton
        label={t("saved")}
        entries={entries}
        icon={<Bookmark aria-hidden="true" />}
        className={cx(chipStyles.chip, now && chipStyles.on)}
      >
        {now?.name ?? t("saved")}
        <ChevronDown aria-hidden="true" />
      </MenuButton>
      {doing === "save" && <SaveDialog filter={filter} onClose={close} />}
      {doing === "manage" && <ManageDialog saved={saved} onClose={close} />}
    </>
  );
}

/** Whether two filters show the same in the same order. */
function isSame(one: ListFilter, other: ListFilter): boolean {
  const shape = (filter: ListFilter) => [
    filter.search.trim(),
    [...filter.types].sort(),
    [...filter.states].sort(),
    filter.env,
    [...filter.tags].sort(),
    filter.favourites,
    filter.sort,
    filter.descending,
  ];
  return JSON.stringify(shape(one)) === JSON.stringify(shape(other));
}
