/** What went wrong in something that has no place of its own on the page: as a message in the corner. */
import { isCancelled } from "../api/typed";
import { useErrorWordsLater } from "../api/words";
import { notify } from "../components/toast";

export function useReportError(): (thrown: unknown) => void {
  const wordsOf = useErrorWordsLater();
  return (thrown) => {
    if (isCancelled(thrown)) return;
    void wordsOf(thrown).then(({ message, hint }) =>
      notify({ title: message, description: hint || undefined, tone: "bad" }),
    );
  };
}
