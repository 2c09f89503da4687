import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "../components/ErrorState";
import { Skeleton } from "../components/Skeleton";
import { useText } from "../i18n";
import styles from "./Page.module.css";
import { usePageTitle } from "./pages";

interface PageProps {
  title: string;
  /** How many there are; absent: not known, or nothing to count. */
  count?: number;
  /** At the end of the head; the primary one last. */
  actions?: ReactNode;
  /** Below the head, above what scrolls. */
  bar?: ReactNode;
  children: ReactNode;
}

/** A page: its head stays, what it is about scrolls. */
export function Page({ title, count, actions, bar, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {count !== undefined && <span className={styles.note}>{count.toLocaleString()}</span>}
        <span className={styles.grow} />
        {actions}
      </header>
      {bar && <div className={styles.bar}>{bar}</div>}
      <div className={styles.scroll}>{children}</div>
    </div>
  );
}

type Asked<T> = Pick<UseQueryResult<T>, "data" | "error" | "isFetching"> & { refetch: () => unknown };

/** What was asked for; until it is there its place, or why it did not come. */
export function Loaded<T>({ query, children }: { query: Asked<T>; children: (data: T) => ReactNode }) {
  const text = useText();
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />;
  return (
    <div role="status" aria-label={text("nav.loading")} className={styles.loading}>
      {[1, 2, 3].map((line) => (
        <Skeleton key={line} width="100%" height={44} />
      ))}
    </div>
  );
}
