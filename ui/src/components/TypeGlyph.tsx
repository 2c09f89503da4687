import { typeName } from "../api/catalog";
import styles from "./Small.module.css";

/** The two letters and colour of a type; decoration beside its name. */
export function TypeGlyph({ type }: { type: string }) {
  const [letters, colour] = typeName(type).glyph;
  return (
    <span className={styles.glyph} style={{ background: colour }} aria-hidden="true">
      {letters}
    </span>
  );
}
