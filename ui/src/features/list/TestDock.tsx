import { lazy, Suspense, useState } from "react";
import type { Environment } from "../../api/generated/types";
import { EnvBadge } from "../../components/EnvBadge";
import { useText } from "../../i18n";
import styles from "./TestDock.module.css";

const TestPanel = lazy(() => import("../test-panel"));

interface TestDockProps {
  source: { id: string; name: string; typeId: string };
  /** Sides to test; two run at the same time and share the place. */
  envs: Environment[];
  onClose: () => void;
}

/** The right side of the list while something is tested. */
export function TestDock({ source, envs, onClose }: TestDockProps) {
  const text = useText();
  const [front, setFront] = useState(envs[0]);
  return (
    <div className={styles.dock}>
      {envs.length > 1 && (
        <div role="tablist" aria-label={text("list.testOf", { name: source.name })} className={styles.tabs}>
          {envs.map((env) => (
            <button
              key={env}
              type="button"
              role="tab"
              aria-selected={env === front}
              className={styles.tab}
              onClick={() => setFront(env)}
            >
              <EnvBadge env={env} />
            </button>
          ))}
        </div>
      )}
      {envs.map((env) => (
        <div key={env} className={styles.panel} hidden={env !== front}>
          <Suspense>
            <TestPanel source={source} env={env} onClose={onClose} />
          </Suspense>
        </div>
      ))}
    </div>
  );
}
