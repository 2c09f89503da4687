import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { type AroundNavHandler, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import type { Door } from "../api/generated/types";
import ListPage from "../features/list";
import { leave } from "./leave";
import { NotFound } from "./NotFound";
import { PageSkeleton } from "./PageSkeleton";
import { BehindDoor, DOORS } from "./pages";
import { Shell } from "./Shell";

const SourceFormPage = lazy(() => import("../features/source-form"));
const SharingPage = lazy(() => import("../features/sharing"));
const ImportPage = lazy(() => import("../features/exchange"));
const TemplatePage = lazy(() => import("../features/template"));
const ActivityPage = lazy(() => import("../features/activity"));
const DeletedPage = lazy(() => import("../features/deleted"));
const FilesPage = lazy(() => import("../features/files"));
const SettingsPage = lazy(() => import("../features/settings"));
const WorkspacesPage = lazy(() => import("../features/workspaces"));
const UpgradePage = lazy(() => import("../features/workspaces/upgrade"));

const askFirst: AroundNavHandler = (navigate, to, options) => leave(() => navigate(to, options));

export function App({ client }: { client: QueryClient }) {
  return (
    // Without style elements of Base UI's own, the policy needs no 'unsafe-inline'.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <Router hook={useHashLocation} aroundNav={askFirst}>
          <Shell>
            <Suspense fallback={<PageSkeleton />}>
              <Pages />
            </Suspense>
          </Shell>
        </Router>
      </QueryClientProvider>
    </CSPProvider>
  );
}

function Pages() {
  return (
    <Switch>
      {pagesOf("management_center")}
      {pagesOf("data_integration")}
      <Route path="/import" component={ImportPage} />
      <Route path="/template" component={TemplatePage} />
      <Route path="/sources/:id/compare">
        {({ id }) => <SourceFormPage key={`${id} compare`} mode="compare" id={decodeURIComponent(id)} />}
      </Route>
      <Route path="/activity/:what?/:id?">
        {({ what, id }) => (
          <ActivityPage
            key={`${what} ${id}`}
            {...(id !== undefined && { [what === "batch" ? "batch" : "source"]: decodeURIComponent(id) })}
          />
        )}
      </Route>
      <Route path="/deleted" component={DeletedPage} />
      <Route path="/files" component={FilesPage} />
      <Route path="/workspaces/:new?">
        {({ new: asked }) => <WorkspacesPage creating={asked === "new"} />}
      </Route>
      <Route path="/workspaces/:id/upgrade">
        {({ id }) => <UpgradePage key={id} id={decodeURIComponent(id)} />}
      </Route>
      <Route path="/sharing" component={SharingPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route component={NotFound} />
    </Switch>
  );
}

/** The pages of data sources behind one of the doors: the list, and one form for new and saved ones. */
function pagesOf(door: Door) {
  const { list, base } = DOORS[door];
  return [
    <Route key="list" path={list}>
      <BehindDoor value={door}>
        <ListPage key={door} />
      </BehindDoor>
    </Route>,
    <Route key="new" path={`${base}/sources/new/:type?`}>
      {({ type }) => (
        <BehindDoor value={door}>
          <SourceFormPage
            key={`${door} new ${type}`}
            mode="new"
            typeId={type === undefined ? undefined : decodeURIComponent(type)}
          />
        </BehindDoor>
      )}
    </Route>,
    <Route key="source" path={`${base}/sources/:id`}>
      {({ id }) => (
        <BehindDoor value={door}>
          <SourceFormPage key={`${door} ${id}`} mode="edit" id={decodeURIComponent(id)} />
        </BehindDoor>
      )}
    </Route>,
  ];
}
