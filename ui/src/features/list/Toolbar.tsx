import { lazy, type RefObject, Suspense } from "react";
import type { Environment } from "../../api/generated/types";
import { Button } from "../../components/Button";
import { useText } from "../../i18n";
import { EnvChip, FavouriteChip, SortChip, StateChip, TagChip, TypeChip } from "./chips";
import type { ListFilterInUse } from "./filter";
import styles from "./List.module.css";
import { SearchBox } from "./SearchBox";

const SavedFilters = lazy(() => import("../saved-filters"));

interface ToolbarProps {
  filter: ListFilterInUse;
  sides: Environment[];
  search: RefObject<HTMLInputElement | null>;
}

const toFirstRow = () => document.querySelector<HTMLElement>('[role="row"][data-index="0"]')?.focus();

/** Search and filters. */
export function Toolbar({ filter, sides, search }: ToolbarProps) {
  const text = useText();
  return (
    <div className={styles.bar} role="search">
      <SearchBox value={filter.filter.search} onChange={filter.search} input={search} onGo={toFirstRow} />
      <TypeChip filter={filter} />
      <StateChip filter={filter} />
      {sides.length > 1 && <EnvChip filter={filter} />}
      <TagChip filter={filter} />
      <FavouriteChip filter={filter} />
      <SortChip filter={filter} />
      <Suspense>
        <SavedFilters
          filter={filter.filter}
          narrowed={filter.narrowed || filter.filter.env !== null}
          onTake={filter.take}
        />
      </Suspense>
      {(filter.narrowed || filter.filter.env) && (
        <Button variant="quiet" small onClick={filter.clear}>
          {text("list.clear")}
        </Button>
      )}
    </div>
  );
}
