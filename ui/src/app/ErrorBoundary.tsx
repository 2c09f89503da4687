import { Component, type ReactNode } from "react";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { useText } from "../i18n";
import { call } from "../platform";
import { useHostGone } from "../platform/presence";

interface Props {
  /** A new one clears the error: the page that failed is no longer there. */
  page: string;
  children: ReactNode;
}

/** Keeps a page that cannot be drawn, or whose code cannot be loaded, from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { failed: string | null }> {
  override state = { failed: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { failed: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override componentDidCatch() {
    // Code that does not load has a reason that only a call can tell: whether anybody answers.
    void call("app.state", {}).catch(() => {});
  }

  override componentDidUpdate(before: Props) {
    if (before.page !== this.props.page && this.state.failed !== null) this.setState({ failed: null });
  }

  override render() {
    if (this.state.failed === null) return this.props.children;
    return <Failed reason={this.state.failed} onRetry={() => this.setState({ failed: null })} />;
  }
}

function Failed({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  const text = useText();
  const gone = useHostGone();
  // Code that failed to load is not asked for again by the page that asked: once somebody answers, all is loaded anew.
  const again = () =>
    void call("app.state", {})
      .then(() => location.reload())
      .catch(() => {});
  return (
    <div role="alert">
      <EmptyState
        title={text(gone ? "gone.title" : "error.page")}
        actions={<Button onClick={gone ? again : onRetry}>{text("action.retry")}</Button>}
      >
        {text(gone ? "gone.text" : "error.pageHint")}
        {!gone && <pre>{reason}</pre>}
      </EmptyState>
    </div>
  );
}
