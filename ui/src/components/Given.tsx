import { withoutMarks } from "../i18n/bidi";

interface GivenProps {
  children: string;
  className?: string;
}

/** Words of a person or a server, among the page's own: in whatever script, they stay in their place. */
export function Given({ children, className }: GivenProps) {
  return <bdi className={className}>{withoutMarks(children)}</bdi>;
}
