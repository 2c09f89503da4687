import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/client";
import type { Lang } from "./api/generated/types";
import { ALL, sourceList } from "./api/list";
import { read } from "./api/query";
import { App } from "./app/App";
import { setLang } from "./i18n";

const client = createQueryClient();

// Asked for before anything is drawn: the answers are on their way while the page is being built.
const state = client.fetchQuery(read("app.state", {})).catch(() => undefined);
if (/^#?\/?$/.test(location.hash)) {
  void state.then((known) => known && client.prefetchInfiniteQuery(sourceList(known.workspace, ALL)));
}

// `public/theme.js` has put the language there.
await setLang(document.documentElement.lang as Lang);
createRoot(document.getElementById("root") as HTMLElement).render(<App client={client} />);
