import { useEffect } from "react";
import { forgetList, takeHanded } from "./filter";

let shown: string | undefined;

/** Another workspace has other sources, another door other sides: search, filters and scroll position begin anew. */
export function useFreshOn(place: string | undefined): void {
  useEffect(() => {
    if (place === undefined) return;
    if (shown !== undefined && shown !== place) forgetList();
    shown = place;
    takeHanded();
  }, [place]);
}
