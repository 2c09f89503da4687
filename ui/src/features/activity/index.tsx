import Download from "lucide-react/icons/download";
import HistoryIcon from "lucide-react/icons/history";
import { useState } from "react";
import { useShownWorkspace } from "../../api/app";
import { type ActivityFilter, EVERYTHING, useActivity, useExportActivity } from "../../api/many";
import { Loaded, Page } from "../../app/Page";
import { PAGES, useGo } from "../../app/pages";
import { useReportError } from "../../app/report";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { notify } from "../../components/toast";
import { SEARCH_REST_MS, useRested } from "../../components/useRested";
import { useLang } from "../../i18n";
import { ActivityTable } from "./ActivityTable";
import styles from "./activity.module.css";
import { FilterBar } from "./FilterBar";
import { useActivityText } from "./strings";

interface ActivityProps {
  /** Only of this data source. */
  source?: string;
  /** Only of this change of many. */
  batch?: string;
}

/** Who changed what, when, through which program; the latest first. */
export default function ActivityPage({ source, batch }: ActivityProps) {
  const t = useActivityText();
  const lang = useLang();
  const go = useGo();
  const report = useReportError();
  const workspace = useShownWorkspace() ?? null;
  const [chosen, setChosen] = useState<ActivityFilter>({
    ...EVERYTHING,
    subject: source ?? null,
    batch: batch ?? null,
  });
  const search = useRested(chosen.search.trim(), SEARCH_REST_MS);
  const filter = { ...chosen, search };
  const activity = useActivity(filter);
  const write = useExportActivity();
  const pages = activity.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const only = source ? t("onlySource", { name: rows[0]?.subject ?? "…" }) : batch ? t("onlyBatch") : null;
  const narrowed = chosen.actions.length > 0 || chosen.actor !== "" || search !== "";
  const clear = () => setChosen({ ...EVERYTHING, subject: source ?? null, batch: batch ?? null });
  const exportAll = () =>
    write.mutate(
      { filter: { ...filter, workspace, before: null, limit: 0 }, language: lang, path: null },
      {
        onSuccess: ({ path, rows: count }) =>
          void notify({ title: t("exported", { count }), description: path, tone: "ok" }),
        onError: report,
      },
    );
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {only && (
            <>
              <span className={styles.only}>{only}</span>
              <Button onClick={() => go(PAGES.activity)}>{t("showAll")}</Button>
            </>
          )}
          <Button
            icon={<Download aria-hidden="true" />}
            busy={write.isPending}
            disabled={rows.length === 0}
            onClick={exportAll}
          >
            {t("export")}
          </Button>
        </>
      }
      bar={
        <FilterBar
          filter={chosen}
          onChange={setChosen}
          known={pages[0]}
          onClear={narrowed ? clear : undefined}
        />
      }
    >
      <Loaded query={activity}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<HistoryIcon />}
              title={t(narrowed ? "noMatch" : "empty")}
              actions={narrowed && <Button onClick={clear}>{t("clear")}</Button>}
            >
              {!narrowed && t("emptyText")}
            </EmptyState>
          ) : (
            <>
              <ActivityTable rows={rows} everywhere={filter.all_workspaces} inBatch={batch !== undefined} />
              {activity.hasNextPage && (
                <p className={styles.more}>
                  <Button busy={activity.isFetchingNextPage} onClick={() => void activity.fetchNextPage()}>
                    {t("next")}
                  </Button>
                </p>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
