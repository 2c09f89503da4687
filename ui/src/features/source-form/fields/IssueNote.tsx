import { useWords } from "../../../api/words";
import { ApiError } from "../../../platform";
import { useFormContext } from "../context";
import type { Placed } from "../model/issues";
import { mending } from "../model/mend";
import { useFormText } from "../strings";
import styles from "./fields.module.css";

/** What is wrong, what to do, and the click that does it. */
export function IssueNote({ placed }: { placed: Placed }) {
  const { state, dispatch } = useFormContext();
  const { issue, error } = useWords();
  const t = useFormText();
  const { message, hint } = placed.error ? error(new ApiError(placed.error)) : issue(placed.issue);
  const fix = mending(state.form, placed);
  return (
    <div className={styles.issue}>
      <span>{message}</span>
      {hint && <span> · {hint}</span>}
      {fix && (
        <button
          type="button"
          className={styles.fix}
          // A press must not take the focus first: the field would trim and change under the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => dispatch(fix)}
        >
          {t("field.fix")}
        </button>
      )}
    </div>
  );
}
