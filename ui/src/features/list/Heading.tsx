import type { ReactNode } from "react";
import type { ListResponse } from "../../api/generated/types";
import pageStyles from "../../app/Page.module.css";
import { cx } from "../../components/cx";
import { useText } from "../../i18n";
import styles from "./List.module.css";

interface HeadingProps {
  first: ListResponse | undefined;
  /** Shows what needs attention; absent where the count is of sides that are not shown. */
  onAttention?: () => void;
  children: ReactNode;
}

/** Title, how many there are and how many of them want something. */
export function Heading({ first, onAttention, children }: HeadingProps) {
  const text = useText();
  return (
    <header className={cx(pageStyles.head, styles.heading)}>
      <h1>{text("nav.sources")}</h1>
      {first && first.all > 0 && (
        <span className={pageStyles.note}>
          {first.total === first.all
            ? text("list.count", { count: first.all })
            : text("list.countOf", { total: first.total, all: first.all })}
          {onAttention && first.attention > 0 && (
            <>
              {" · "}
              <button type="button" className={styles.attention} onClick={onAttention}>
                {text("list.attention", { count: first.attention })}
              </button>
            </>
          )}
        </span>
      )}
      <span className={pageStyles.grow} />
      {children}
    </header>
  );
}
