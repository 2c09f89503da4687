import { lazy, Suspense, useEffect, useRef } from "react";
import type { Environment, SourceRow } from "../../api/generated/types";
import { useText } from "../../i18n";
import { rowId } from "./rowId";
import styles from "./TestDock.module.css";

const TestPanel = lazy(() => import("../test-panel"));

/** Pixels: in a narrower window the panel covers the list. As in TestDock.module.css. */
const BESIDE = "(min-width: 1101px)";

interface TestDockProps {
  row: SourceRow;
  envs: Environment[];
  onClose: () => void;
}

/** The right side of the list while something is tested. Escape closes it and goes back to the row. */
export function TestDock({ row, envs, onClose }: TestDockProps) {
  const text = useText();
  const dock = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!window.matchMedia(BESIDE).matches) dock.current?.focus();
  }, []);
  const close = () => {
    onClose();
    document.getElementById(rowId(row.id))?.focus();
  };
  return (
    <aside
      ref={dock}
      tabIndex={-1}
      aria-label={text("list.testOf", { name: row.name })}
      className={styles.dock}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <Suspense>
        <TestPanel
          source={{ id: row.id, name: row.name, typeId: row.type }}
          env={envs[0] ?? "prod"}
          envs={envs}
          onClose={close}
        />
      </Suspense>
    </aside>
  );
}
