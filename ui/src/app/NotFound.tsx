import { Link } from "wouter";
import { EmptyState } from "../components/EmptyState";
import { useText } from "../i18n";
import { PAGES, usePageTitle } from "./pages";

export function NotFound() {
  const text = useText();
  usePageTitle(text("error.notFound"));
  return (
    <EmptyState
      title={text("error.notFound")}
      actions={<Link href={PAGES.list}>{text("nav.sources")}</Link>}
    />
  );
}
