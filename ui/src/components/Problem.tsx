import { isCancelled } from "../api/typed";
import { useWords } from "../api/words";
import { asApiError } from "../platform";
import { Banner } from "./Banner";

/** What was refused, with every place that is to blame. Nothing, while nothing was or somebody decided against it. */
export function Problem({ error: thrown }: { error: unknown }) {
  const { error: wordsOf, issue } = useWords();
  if (!thrown || isCancelled(thrown)) return null;
  const { message, hint, detail } = wordsOf(thrown);
  return (
    <Banner tone="bad" title={message}>
      {hint}
      {detail && <div>{detail}</div>}
      {asApiError(thrown).error.issues.map((one) => (
        <div key={`${one.field} ${one.code}`}>
          <code>{one.field}</code> {issue(one).message} {issue(one).hint}
        </div>
      ))}
    </Banner>
  );
}
