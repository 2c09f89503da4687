import styles from "./Small.module.css";

/** A key, as it is written on the keyboard. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={styles.kbd}>{keyName(children)}</kbd>;
}

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function keyName(key: string): string {
  return key === "Mod" ? (IS_MAC ? "⌘" : "Ctrl") : key;
}
