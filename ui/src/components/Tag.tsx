import type { ReactNode } from "react";
import styles from "./Small.module.css";

/** A label that a person gave, or a quiet mark. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={styles.tag}>{children}</span>;
}
