import { useWords } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { useText } from "../../i18n";
import { useHostGone } from "../../platform/presence";
import type { SourceList } from "./ListBody";
import { SkeletonRow } from "./SkeletonRows";

/** Below the last row that is there: the place of the next ones, or why they did not come. */
export function MoreRows({ list, sides }: { list: SourceList; sides: number }) {
  const text = useText();
  const words = useWords();
  // That nobody answers is said above the page.
  if (useHostGone()) return null;
  if (list.isFetchNextPageError || (list.isError && list.data)) {
    const { message, hint } = words.error(list.error);
    const again = () => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch());
    return (
      <Banner
        tone="bad"
        strip
        title={message}
        actions={
          <Button small onClick={again} busy={list.isFetching}>
            {text("action.retry")}
          </Button>
        }
      >
        {hint}
      </Banner>
    );
  }
  return list.hasNextPage ? <SkeletonRow sides={sides} /> : null;
}
