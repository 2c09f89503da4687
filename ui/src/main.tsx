import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/client";
import type { Lang } from "./api/generated/types";
import { readFirstPage } from "./api/list";
import { read } from "./api/query";
import { App } from "./app/App";
import { virtualRows } from "./features/list/useVirtualRows";
import { setLang } from "./i18n";

/** Whatever is slower than this is waited for by the page itself. */
const PATIENCE_MS = 400;

const client = createQueryClient();

// Asked for before anything is drawn: the answers are on their way while the page is being built.
const state = client.fetchQuery(read("app.state", {})).catch(() => undefined);
const list = /^#?\/?$/.test(location.hash) ? readFirstPage(client) : undefined;

// `public/theme.js` has put the language there.
await setLang(document.documentElement.lang as Lang);
// The skeleton of index.html stays until there is something to put in its place: one drawing, not three.
await Promise.race([
  Promise.all([state, list, list && virtualRows]),
  new Promise((done) => setTimeout(done, PATIENCE_MS)),
]);
createRoot(document.getElementById("root") as HTMLElement).render(<App client={client} />);
