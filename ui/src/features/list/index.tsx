import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useShownWorkspace } from "../../api/app";
import type { Environment, SourceRow } from "../../api/generated/types";
import { useSourceList } from "../../api/list";
import { useFavourite, useUnfinished } from "../../api/many";
import { useDenied } from "../../api/rights";
import { useWorkspace } from "../../api/workspaces";
import { useKey } from "../../app/keys";
import { PAGES, useDoor, useGo, usePageTitle } from "../../app/pages";
import { Button } from "../../components/Button";
import { notify, putAway } from "../../components/toast";
import { useText } from "../../i18n";
import { onArrival } from "../source-form/handover";
import type { RowActs } from "./acts";
import type { Doing } from "./Dialogs";
import { DoorLine } from "./DoorLine";
import { ExchangeMenu } from "./ExchangeMenu";
import { useListFilter, useSelection } from "./filter";
import { Heading } from "./Heading";
import styles from "./List.module.css";
import { ListBody } from "./ListBody";
import { Selected } from "./Selected";
import { choose, countOf, EVERY, NONE, selectionRequest, typesOf } from "./selection";
import { TestDock } from "./TestDock";
import { Toolbar } from "./Toolbar";
import { useFreshOn } from "./useFreshOn";

const Dialogs = lazy(() => import("./Dialogs"));
const Interrupted = lazy(() => import("../bulk/Interrupted"));

/** Management Center › Data sources, and the same list of production sides behind the door of Data Integration. */
export default function ListPage() {
  const text = useText();
  const go = useGo();
  const { door, pages } = useDoor();
  const integration = door === "data_integration";
  usePageTitle(integration ? `${text("nav.sources")} (${text("nav.integration")})` : text("nav.sources"));
  const workspace = useWorkspace();
  useFreshOn(workspace && `${workspace.id} ${door}`);
  const filter = useListFilter();
  const asked = useMemo(
    () => (integration ? { ...filter.asked, env: "prod" as const } : filter.asked),
    [integration, filter.asked],
  );
  const shown = useShownWorkspace();
  const list = useSourceList(shown, asked);
  const first = list.data?.pages[0];
  const total = first?.total ?? 0;
  const [selection, select] = useSelection();
  const selected = countOf(selection, total);
  const clear = () => select(() => NONE);
  const unfinished = useUnfinished().data?.[0];
  const denied = useDenied();
  const star = useFavourite();
  const search = useRef<HTMLInputElement>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [tested, setTested] = useState<{ row: SourceRow; envs: Environment[]; run: number } | null>(null);
  const noNew = denied("manage");
  useKey("new", () => noNew === null && go(pages.new));
  useKey("search", () => {
    search.current?.focus();
    search.current?.select();
  });
  const both = workspace?.mode !== "basic" && !integration;
  const sides: Environment[] = both ? ["dev", "prod"] : ["prod"];
  // Keys reach what the menu of such a row does not offer.
  const ownersOnly = (row: SourceRow): boolean => {
    if (row.shared === null) return false;
    const { workspace } = row.shared;
    void notify({ title: text("list.ownersOnly", { name: row.name, workspace }) });
    return true;
  };
  const act: RowActs = {
    door,
    denied,
    open: (row) => go(pages.source(row.id)),
    complete: (row, env) => {
      onArrival(row.id, { side: env });
      go(pages.source(row.id));
    },
    compare: (row) => go(PAGES.compare(row.id)),
    clone: (row) => ownersOnly(row) || setDoing({ what: "clone", row }),
    share: (row) => ownersOnly(row) || setDoing({ what: "share", row }),
    copy: (row) => setDoing({ what: "copy", row }),
    delete: (row) => ownersOnly(row) || setDoing({ what: "delete", row }),
    star: (row) => star.mutate({ ids: [row.id], on: !row.favourite }),
    select: (ids, on) => select((before) => (ids !== null ? choose(before, ids, on) : on ? EVERY : NONE)),
    leave: () => (selected > 0 ? clear() : setTested(null)),
    closeTest: () => setTested(null),
    test: (row, envs) => {
      putAway();
      setTested((before) => ({ row, envs, run: (before?.run ?? 0) + 1 }));
    },
  };
  return (
    <div className={styles.page}>
      <section className={styles.list} aria-label={text("nav.sources")}>
        {unfinished && (
          <Suspense>
            <Interrupted run={unfinished} workspace={shown ?? null} sides={sides} />
          </Suspense>
        )}
        <Heading
          first={first}
          onAttention={both || !integration ? () => filter.states(["incomplete", "failing"]) : undefined}
        >
          {!integration && <ExchangeMenu empty={first?.all === 0} />}
          {first?.all !== 0 && (
            <>
              {noNew && <span className={styles.denied}>{noNew}</span>}
              <Button
                variant="primary"
                icon={<Plus aria-hidden="true" />}
                disabled={noNew !== null}
                onClick={() => go(pages.new)}
              >
                {text("action.new")}
              </Button>
            </>
          )}
        </Heading>
        {integration && <DoorLine standard={workspace?.mode !== "basic"} />}
        {first?.all !== 0 && <Toolbar filter={filter} sides={sides} search={search} />}
        <ListBody list={list} filter={filter} sides={sides} act={act} />
        <Selected
          chosen={{
            workspace: shown ?? null,
            selection: selectionRequest(selection, asked),
            count: selected,
            sides,
            door,
            types: typesOf(selection, list.data?.pages.flatMap((page) => page.rows) ?? [], asked),
          }}
          total={total}
          onAll={() => act.select(null, true)}
          onClear={clear}
        />
      </section>
      {tested && (
        <TestDock
          key={`${tested.row.id} ${tested.envs} ${tested.run}`}
          row={tested.row}
          envs={tested.envs}
          onClose={act.closeTest}
        />
      )}
      {doing && (
        <Suspense>
          <Dialogs doing={doing} onClose={() => setDoing(null)} />
        </Suspense>
      )}
    </div>
  );
}
