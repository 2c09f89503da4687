import Plus from "lucide-react/icons/plus";
import { useRef, useState } from "react";
import { useAppState, useShownWorkspace } from "../../api/app";
import type { Environment, SourceRow } from "../../api/generated/types";
import { useSourceList } from "../../api/list";
import { useKey } from "../../app/keys";
import { PAGES, useGo, usePageTitle } from "../../app/pages";
import { Button } from "../../components/Button";
import { putAway } from "../../components/toast";
import { useText } from "../../i18n";
import { Dialogs, type Doing } from "./Dialogs";
import { useListFilter } from "./filter";
import { Heading } from "./Heading";
import styles from "./List.module.css";
import { ListBody } from "./ListBody";
import { TestDock } from "./TestDock";
import { Toolbar } from "./Toolbar";
import { useFreshOnWorkspace } from "./useFreshOnWorkspace";

/** Management Center › Data sources. */
export default function ListPage() {
  const text = useText();
  const go = useGo();
  usePageTitle(text("nav.sources"));
  const state = useAppState().data;
  useFreshOnWorkspace(state?.workspace);
  const filter = useListFilter();
  const list = useSourceList(useShownWorkspace(), filter.asked);
  const search = useRef<HTMLInputElement>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [tested, setTested] = useState<{ row: SourceRow; envs: Environment[]; run: number } | null>(null);
  useKey("new", () => go(PAGES.new));
  useKey("search", () => {
    search.current?.focus();
    search.current?.select();
  });
  const standard = state?.workspaces.find((workspace) => workspace.id === state.workspace)?.mode !== "basic";
  const sides: Environment[] = standard ? ["dev", "prod"] : ["prod"];
  const act = {
    open: (row: SourceRow) => go(PAGES.source(row.id)),
    compare: (row: SourceRow) => go(PAGES.compare(row.id)),
    clone: (row: SourceRow) => setDoing({ what: "clone", row }),
    delete: (row: SourceRow) => setDoing({ what: "delete", row }),
    closeTest: () => setTested(null),
    test: (row: SourceRow, envs: Environment[]) => {
      putAway();
      setTested((before) => ({ row, envs, run: (before?.run ?? 0) + 1 }));
    },
  };
  const first = list.data?.pages[0];
  return (
    <div className={styles.page}>
      <section className={styles.list} aria-label={text("nav.sources")}>
        <Heading first={first} onAttention={() => filter.states(["incomplete", "failing"])}>
          {first?.all !== 0 && (
            <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => go(PAGES.new)}>
              {text("action.new")}
            </Button>
          )}
        </Heading>
        {first?.all !== 0 && <Toolbar filter={filter} sides={sides} search={search} />}
        <ListBody list={list} filter={filter} sides={sides} act={act} />
      </section>
      {tested && (
        <TestDock
          key={`${tested.row.id} ${tested.envs} ${tested.run}`}
          row={tested.row}
          envs={tested.envs}
          onClose={act.closeTest}
        />
      )}
      <Dialogs doing={doing} onClose={() => setDoing(null)} />
    </div>
  );
}
