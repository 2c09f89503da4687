import Star from "lucide-react/icons/star";
import { Fragment, memo } from "react";
import { typeName } from "../../api/catalog";
import type { Environment, SourceRow } from "../../api/generated/types";
import type { WordsInUse } from "../../api/words";
import { DOORS } from "../../app/pages";
import { cx } from "../../components/cx";
import { Given } from "../../components/Given";
import { IconButton } from "../../components/IconButton";
import { RelativeTime } from "../../components/RelativeTime";
import { Tag } from "../../components/Tag";
import { TypeGlyph } from "../../components/TypeGlyph";
import { useText } from "../../i18n";
import { isHere, type RowActs } from "./acts";
import { RowActions } from "./RowActions";
import styles from "./Rows.module.css";
import { rowId } from "./rowId";
import { SharedMark } from "./SharedMark";
import { SideCell } from "./SideCell";

export interface RowProps {
  row: SourceRow;
  index: number;
  /** Pixels from the top of the body; absent: in the flow. */
  start?: number;
  measure?: (element: HTMLElement | null) => void;
  active: boolean;
  chosen: boolean;
  /** Chooses it, or no longer; with those between it and the one before. */
  onChoose: (index: number, on: boolean, range: boolean) => void;
  /** Has the grid's one tab stop. */
  tabStop: boolean;
  sides: Environment[];
  shown: Environment[];
  act: RowActs;
  words: WordsInUse;
  testMenu: boolean;
  onTestMenu: (id: string | null) => void;
  onActive: (id: string) => void;
}

/** One data source. */
export const Row = memo(function Row(props: RowProps) {
  const { row, index, start, measure, active, chosen, tabStop, sides, shown, act, words } = props;
  const text = useText();
  const type = words.words(typeName(row.type).name);
  return (
    <div
      id={rowId(row.id)}
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-active={active || undefined}
      tabIndex={tabStop ? 0 : -1}
      className={cx(styles.row, styles.data, start !== undefined && styles.placed)}
      style={start === undefined ? undefined : { transform: `translateY(${start}px)` }}
      onFocus={() => props.onActive(row.id)}
      onDoubleClick={(event) => isFree(event.target) && act.open(row)}
    >
      <div role="gridcell" className={styles.pick}>
        <label>
          <input
            type="checkbox"
            aria-label={text("list.select", { name: row.name })}
            tabIndex={tabStop ? 0 : -1}
            checked={chosen}
            onChange={({ target, nativeEvent }) =>
              props.onChoose(index, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </label>
      </div>
      <div role="gridcell" className={styles.name}>
        <span className={styles.nameLine}>
          <IconButton
            small
            label={text("list.star", { name: row.name })}
            aria-pressed={row.favourite}
            tabIndex={tabStop ? 0 : -1}
            className={cx(styles.star, row.favourite && styles.starred)}
            icon={<Star aria-hidden="true" />}
            onClick={() => act.star(row)}
          />
          <a href={`#${DOORS[act.door].source(row.id)}`} tabIndex={-1} className={styles.link}>
            {row.name}
          </a>
          {row.tags.map((tag) => (
            <Tag key={tag}>
              <Given>{tag}</Given>
            </Tag>
          ))}
        </span>
        <small>
          <SharedMark row={row} />
          <span className={styles.typeInName}>
            {row.description || row.tags.length ? `${type} · ` : type}
          </span>
          {row.tags.length > 0 && (
            <span className={styles.tagsInName}>
              {row.tags.map((tag, index) => (
                <Fragment key={tag}>
                  {index > 0 && ", "}
                  <Given>{tag}</Given>
                </Fragment>
              ))}
              {row.description && " · "}
            </span>
          )}
          {row.description && <Given>{row.description}</Given>}
        </small>
      </div>
      <div role="gridcell" className={styles.type}>
        <TypeGlyph type={row.type} />
        <span>{type}</span>
      </div>
      {shown.map((env) => {
        const side = isHere(row, env) ? row[env] : null;
        if (!side && isHere(row, env)) return null;
        const mine = row.shared === null && act.denied("edit") === null;
        const complete = mine ? () => act.complete(row, env) : undefined;
        return <SideCell key={env} {...{ side, env, words, tabStop }} onComplete={complete} />;
      })}
      <div role="gridcell" className={styles.modified}>
        <RelativeTime at={row.modified_at} />
      </div>
      <div role="gridcell" className={styles.actions}>
        <RowActions {...props} sides={sides} />
      </div>
    </div>
  );
});

/** A double press on a link or button is that control's own. */
function isFree(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, label") === null;
}
