import type { AppError } from "../api/generated/types";
import { useWords } from "../api/words";
import styles from "./Small.module.css";

/** Why one of many was left out, in a line. */
export function Refusal({ error }: { error: AppError }) {
  const { error: wordsOf, issue } = useWords();
  const { message, hint } = wordsOf(error);
  return (
    <span className={styles.bad}>
      {message}
      {hint && ` · ${hint}`}
      {error.issues.map((one) => (
        <span key={`${one.field} ${one.code}`}>
          {" "}
          <code>{one.field}</code> {issue(one).message}
        </span>
      ))}
    </span>
  );
}
