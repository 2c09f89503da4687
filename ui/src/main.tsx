import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/client";
import type { Lang } from "./api/generated/types";
import { ALL, sourceList } from "./api/list";
import { read } from "./api/query";
import { App } from "./app/App";
import { setLang } from "./i18n";

const client = createQueryClient();

// Asked for before anything is drawn: the answers are on their way while the page is being built.
void client.prefetchQuery(read("app.state", {}));
if (/^#?\/?$/.test(location.hash)) void client.prefetchInfiniteQuery(sourceList(ALL));

// `public/theme.js` has put the language there.
await setLang(document.documentElement.lang as Lang);
createRoot(document.getElementById("root") as HTMLElement).render(<App client={client} />);
