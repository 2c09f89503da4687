import type { AppError } from "../api/generated/types";
import { useWords } from "../api/words";
import { useText } from "../i18n";
import { ApiError } from "../platform";
import { Button } from "./Button";

/** Why Rust refused the name, and the name that it offers instead. */
export function NameProblem({ refused, onUse }: { refused: AppError; onUse: (name: string) => void }) {
  const text = useText();
  const { issue, error } = useWords();
  const [first] = refused.issues;
  const { message, hint } = first ? issue(first) : error(new ApiError(refused));
  const proposal = refused.params.proposal ?? first?.params.suggestion;
  return (
    <>
      {message}
      {hint && ` · ${hint}`}{" "}
      {proposal && (
        <Button small variant="quiet" onClick={() => onUse(proposal)}>
          {text("action.useName", { name: proposal })}
        </Button>
      )}
    </>
  );
}

/** Whether a refusal is about the name. */
export const isAboutName = (error: AppError): boolean =>
  error.code === "name_taken" || error.issues.some((issue) => issue.field === "name");
