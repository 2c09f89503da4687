/** The filters. A chip that filters says by what; one that does not is dashed. */
import ChevronDown from "lucide-react/icons/chevron-down";
import Star from "lucide-react/icons/star";
import type { ReactNode } from "react";
import { TYPE_NAMES, typeName } from "../../api/catalog";
import type { Environment, EnvState, SortKey } from "../../api/generated/types";
import { useTags } from "../../api/many";
import { words } from "../../api/words";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { EnvBadge } from "../../components/EnvBadge";
import { MenuButton } from "../../components/MenuButton";
import type { MenuEntry } from "../../components/menu-items";
import { TypeGlyph } from "../../components/TypeGlyph";
import { useText } from "../../i18n";
import type { ListFilterInUse } from "./filter";
import styles from "./List.module.css";

const STATES: EnvState[] = ["incomplete", "untested", "connectable", "failing"];
const ENVS: Environment[] = ["dev", "prod"];
const SORTS: SortKey[] = [
  "name",
  "type",
  "modified",
  "dev_state",
  "prod_state",
  "dev_tested",
  "prod_tested",
  "favourite",
];

/** A filter that is a menu. */
interface ChipProps {
  label: string;
  /** What it filters by; empty: nothing. */
  chosen: string[];
  entries: () => MenuEntry[];
  onClear: () => void;
  className?: string;
}

export function Chip({ label, chosen, entries, onClear, className }: ChipProps) {
  const text = useText();
  const on = chosen.length > 0;
  const all = (): MenuEntry[] => (on ? [...entries(), { kind: "separator" }, clearEntry()] : entries());
  const clearEntry = (): MenuEntry => ({ label: text("list.clearOne"), onSelect: onClear });
  return (
    <MenuButton label={label} entries={all} className={cx(styles.chip, on && styles.on, className)}>
      <ChipWords label={label} chosen={chosen} />
      <ChevronDown aria-hidden="true" />
    </MenuButton>
  );
}

function ChipWords({ label, chosen }: { label: string; chosen: string[] }): ReactNode {
  const text = useText();
  const [first, ...more] = chosen;
  if (first === undefined) return <span>{label}</span>;
  const rest = more.length > 0 ? ` +${more.length}` : "";
  return <span>{text("list.chip", { label, value: first + rest })}</span>;
}

export function TypeChip({ filter: { filter, type, types } }: { filter: ListFilterInUse }) {
  const text = useText();
  return (
    <Chip
      label={text("list.type")}
      chosen={filter.types.map((id) => words(typeName(id).name))}
      onClear={() => types([])}
      entries={() =>
        TYPE_NAMES.map((each) => ({
          kind: "check",
          label: words(each.name),
          icon: <TypeGlyph type={each.id} />,
          checked: filter.types.includes(each.id),
          onChange: (on) => type(each.id, on),
        }))
      }
    />
  );
}

export function StateChip({ filter: { filter, state, states } }: { filter: ListFilterInUse }) {
  const text = useText();
  return (
    <Chip
      label={text("list.state")}
      chosen={filter.states.map((each) => text(`state.${each}`))}
      onClear={() => states([])}
      entries={() =>
        STATES.map((each) => ({
          kind: "check",
          label: text(`state.${each}`),
          checked: filter.states.includes(each),
          onChange: (on) => state(each, on),
        }))
      }
    />
  );
}

/** Tags that all have to be there, of those that the workspace has. */
export function TagChip({ filter: { filter, tag, tags } }: { filter: ListFilterInUse }) {
  const text = useText();
  const known = useTags().data ?? [];
  return (
    <Chip
      label={text("list.tag")}
      chosen={filter.tags}
      onClear={() => tags([])}
      entries={() =>
        known.length === 0
          ? [{ label: text("list.noTags"), disabled: true, onSelect: () => {} }]
          : known.map((each) => ({
              kind: "check",
              label: `${each.tag} (${each.count.toLocaleString()})`,
              checked: filter.tags.includes(each.tag),
              onChange: (on) => tag(each.tag, on),
            }))
      }
    />
  );
}

/** Only those with a star. */
export function FavouriteChip({ filter: { filter, favourites } }: { filter: ListFilterInUse }) {
  const text = useText();
  return (
    <Button
      aria-pressed={filter.favourites}
      className={cx(styles.chip, filter.favourites && styles.on)}
      onClick={() => favourites(!filter.favourites)}
      icon={<Star aria-hidden="true" />}
    >
      {text("list.favourites")}
    </Button>
  );
}

/** Shows one side only, and makes the state filter look at it alone. */
export function EnvChip({ filter: { filter, env } }: { filter: ListFilterInUse }) {
  const text = useText();
  return (
    <Chip
      label={text("list.env")}
      chosen={filter.env ? [text(`env.${filter.env}`)] : []}
      onClear={() => env(null)}
      entries={() =>
        ENVS.map((each) => ({
          kind: "radio",
          label: <EnvBadge env={each} />,
          checked: filter.env === each,
          onSelect: () => env(each),
        }))
      }
    />
  );
}

/** The order, where the column headers have no room. */
export function SortChip({ filter: { filter, sort } }: { filter: ListFilterInUse }) {
  const text = useText();
  return (
    <MenuButton
      label={text("list.sort")}
      className={cx(styles.chip, styles.sortChip)}
      entries={() =>
        SORTS.map((each) => ({
          kind: "radio",
          label: text(`list.${each}`),
          sub:
            filter.sort === each ? text(filter.descending ? "list.descending" : "list.ascending") : undefined,
          checked: filter.sort === each,
          onSelect: () => sort(each),
        }))
      }
    >
      <span>{text("list.chip", { label: text("list.sort"), value: text(`list.${filter.sort}`) })}</span>
      <ChevronDown aria-hidden="true" />
    </MenuButton>
  );
}
