import Database from "lucide-react/icons/database";
import Plus from "lucide-react/icons/plus";
import SearchX from "lucide-react/icons/search-x";
import type { Environment } from "../../api/generated/types";
import type { useSourceList } from "../../api/list";
import { useDoor, useGo } from "../../app/pages";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorState } from "../../components/ErrorState";
import { useText } from "../../i18n";
import { useHostGone } from "../../platform/presence";
import type { RowActs } from "./acts";
import type { ListFilterInUse } from "./filter";
import { Rows } from "./Rows";
import { SkeletonRows } from "./SkeletonRows";
import { useListUsableMark } from "./useListUsableMark";

export type SourceList = ReturnType<typeof useSourceList>;

interface ListBodyProps {
  list: SourceList;
  filter: ListFilterInUse;
  sides: Environment[];
  act: RowActs;
}

/** Rows, or what stands in their place: a skeleton, an error, or what to do next. */
export function ListBody({ list, filter, sides, act }: ListBodyProps) {
  const first = list.data?.pages[0];
  useListUsableMark(first !== undefined);
  const shown = filter.filter.env && sides.length > 1 ? [filter.filter.env] : sides;
  const gone = useHostGone();
  if (!first) {
    // That nobody answers is said above the page.
    if (list.isError && gone) return null;
    if (list.isError)
      return <ErrorState error={list.error} onRetry={() => list.refetch()} busy={list.isFetching} />;
    return <SkeletonRows sides={shown} filter={filter} />;
  }
  if (first.all === 0) return <NoSources denied={act.denied("manage")} />;
  if (first.total === 0) return <NothingMatches onClear={filter.clear} />;
  return <Rows list={list} filter={filter} sides={sides} shown={shown} act={act} />;
}

function NoSources({ denied }: { denied: string | null }) {
  const text = useText();
  const go = useGo();
  const { pages } = useDoor();
  const { sample, busy } = useChooseWorkspace();
  return (
    <EmptyState
      icon={<Database />}
      title={text("list.none")}
      actions={
        <>
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            disabled={denied !== null}
            onClick={() => go(pages.new)}
          >
            {text("action.new")}
          </Button>
          <Button onClick={sample} busy={busy}>
            {text("action.sample")}
          </Button>
        </>
      }
    >
      {denied ?? text("list.noneHint")}
    </EmptyState>
  );
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  const text = useText();
  return (
    <EmptyState
      icon={<SearchX />}
      title={text("list.noMatch")}
      actions={<Button onClick={onClear}>{text("list.clear")}</Button>}
    >
      {text("list.noMatchHint")}
    </EmptyState>
  );
}
