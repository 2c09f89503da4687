import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { type AroundNavHandler, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import ListPage from "../features/list";
import { leave } from "./leave";
import { NotFound } from "./NotFound";
import { PageSkeleton } from "./PageSkeleton";
import { Shell } from "./Shell";

const SourceFormPage = lazy(() => import("../features/source-form"));
const SettingsPage = lazy(() => import("../features/settings"));

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
      <Route path="/" component={ListPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route path="/sources/new">
        <SourceFormPage key="new" mode="new" />
      </Route>
      <Route path="/sources/new/:type">
        {({ type }) => <SourceFormPage key={`new ${type}`} mode="new" typeId={decodeURIComponent(type)} />}
      </Route>
      <Route path="/sources/:id">
        {({ id }) => <SourceFormPage key={id} mode="edit" id={decodeURIComponent(id)} />}
      </Route>
      <Route path="/sources/:id/compare">
        {({ id }) => <SourceFormPage key={`${id} compare`} mode="compare" id={decodeURIComponent(id)} />}
      </Route>
      <Route component={NotFound} />
    </Switch>
  );
}
