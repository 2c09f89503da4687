import { useWords } from "../../api/words";
import { Banner } from "../../components/Banner";
import type { ApiError } from "../../platform";

/** What was refused, with every place that is to blame. */
export function Problem({ error }: { error: ApiError }) {
  const { error: wordsOf, issue } = useWords();
  const problem = wordsOf(error);
  return (
    <Banner tone="bad" title={problem.message}>
      {problem.hint}
      {problem.detail && <div>{problem.detail}</div>}
      {error.error.issues.map((one) => (
        <div key={`${one.field} ${one.code}`}>
          <code>{one.field}</code> {issue(one).message} {issue(one).hint}
        </div>
      ))}
    </Banner>
  );
}
