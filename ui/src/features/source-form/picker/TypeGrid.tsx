import { type CSSProperties, type KeyboardEvent, type Ref, useState } from "react";
import type { Bundle, TypeDef } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { TypeGlyph } from "../../../components/TypeGlyph";
import styles from "./picker.module.css";

type GridProps = {
  ref?: Ref<HTMLDivElement>;
  catalog: Bundle;
  types: TypeDef[];
  onPick: (id: string) => void;
};

/** Types by category. One stop for Tab; the arrows move, by place on the screen. */
export function TypeGrid({ ref, catalog, types, onPick }: GridProps) {
  const [current, setCurrent] = useState<string | null>(null);
  const stop = types.some((type) => type.id === current) ? current : types[0]?.id;
  return (
    <div ref={ref} className={styles.shelves}>
      {catalog.categories.map(([category, name]) => {
        const shelf = types.filter((type) => type.category === category);
        if (!shelf.length) return null;
        return (
          <section
            key={category}
            aria-label={words(name)}
            className={styles.shelf}
            style={{ "--types": shelf.length } as CSSProperties}
          >
            <h2 className={styles.category}>{words(name)}</h2>
            <div className={styles.grid}>
              {shelf.map((type) => (
                <button
                  key={type.id}
                  type="button"
                  className={styles.type}
                  tabIndex={type.id === stop ? 0 : -1}
                  onFocus={() => setCurrent(type.id)}
                  onKeyDown={move}
                  onClick={() => onPick(type.id)}
                >
                  <TypeGlyph type={type.id} />
                  <span className={styles.words}>
                    <strong>{words(type.name)}</strong>
                    <span className={styles.about}>{words(type.about)}</span>
                  </span>
                </button>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** Moves the focus to the nearest card in the direction of the arrow. */
function move(event: KeyboardEvent<HTMLButtonElement>): void {
  const ways: Record<string, [number, number]> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  const way = ways[event.key];
  const shelves = event.currentTarget.closest(`.${styles.shelves}`);
  if (!way || !shelves) return;
  event.preventDefault();
  const here = middle(event.currentTarget);
  const others = [...shelves.querySelectorAll<HTMLElement>("button")].filter(
    (one) => one !== event.currentTarget,
  );
  let best: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const there = middle(other);
    const along = (there.x - here.x) * way[0] + (there.y - here.y) * way[1];
    const aside = Math.abs((there.x - here.x) * way[1]) + Math.abs((there.y - here.y) * way[0]);
    // Sideways only within the row; up and down may slide to the nearest column.
    if (along <= 4 || (way[0] !== 0 && aside > 4)) continue;
    const cost = along + aside * 2;
    if (cost < least) {
      least = cost;
      best = other;
    }
  }
  if (best) best.focus();
  else if (event.key === "ArrowUp") document.querySelector<HTMLElement>("input[type=search]")?.focus();
}

const middle = (element: HTMLElement) => {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
};
