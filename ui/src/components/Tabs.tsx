import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./Tabs.module.css";

interface TabsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: { value: V; label: ReactNode }[];
  className?: string;
  /** What the chosen tab shows; absent: it is drawn elsewhere on the page. */
  children?: ReactNode;
}

/** Chooses one of a few views. Arrow keys move, the choice follows the focus. */
export function Tabs<V extends string>({ label, value, onChange, tabs, className, children }: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as V)} className={className}>
      <Base.List aria-label={label} activateOnFocus className={styles.list}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {children !== undefined && (
        <Base.Panel value={value} className={cx(styles.panel)}>
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  );
}
