import type { AppError } from "../../api/generated/types";
import { useWords } from "../../api/words";
import { Button } from "../../components/Button";
import { ApiError } from "../../platform";
import { useCloneText } from "./strings";

/** Why Rust refused the name, and the name that it offers instead. */
export function NameProblem({ refused, onUse }: { refused: AppError; onUse: (name: string) => void }) {
  const t = useCloneText();
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
          {t("fix", { name: proposal })}
        </Button>
      )}
    </>
  );
}
