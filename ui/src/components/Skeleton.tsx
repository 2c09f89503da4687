import styles from "./Small.module.css";

/** The place of a line that is still loading. */
export function Skeleton({ width = "60%", height }: { width?: string | number; height?: number }) {
  return <span aria-hidden="true" className={styles.skeleton} style={{ width, height }} />;
}
