import { Component, type ReactNode } from "react";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { text } from "../i18n";

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

  override componentDidUpdate(before: Props) {
    if (before.page !== this.props.page && this.state.failed !== null) this.setState({ failed: null });
  }

  override render() {
    if (this.state.failed === null) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title={text("error.page")}
          actions={<Button onClick={() => this.setState({ failed: null })}>{text("action.retry")}</Button>}
        >
          {text("error.pageHint")}
          <pre>{this.state.failed}</pre>
        </EmptyState>
      </div>
    );
  }
}
