import CircleAlert from "lucide-react/icons/circle-alert";
import { useWords } from "../api/words";
import { useText } from "../i18n";
import { Button } from "./Button";
import { EmptyState } from "./EmptyState";

/** A page or part that could not be read: what happened, what to do, and again. */
export function ErrorState({
  error,
  onRetry,
  busy,
}: {
  error: unknown;
  onRetry?: () => void;
  busy?: boolean;
}) {
  const text = useText();
  const { message, hint, detail } = useWords().error(error);
  const retry = onRetry && (
    <Button onClick={onRetry} busy={busy}>
      {text("action.retry")}
    </Button>
  );
  return (
    <div role="alert">
      <EmptyState bad icon={<CircleAlert />} title={message} actions={retry}>
        {hint}
        {detail && <pre>{detail}</pre>}
      </EmptyState>
    </div>
  );
}
