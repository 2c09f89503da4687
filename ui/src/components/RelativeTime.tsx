import { useLang } from "../i18n";
import { useNow } from "./now";
import styles from "./Small.module.css";
import { absolute, age as ageOf, when } from "./times";

interface RelativeTimeProps {
  /** RFC 3339. */
  at: string;
  /** How long ago ("2 min") instead of when ("today 09:41"). */
  age?: boolean;
  /** Can have the focus of its own, and then shows the absolute time; rows of a list show it on their focus. */
  focusable?: boolean;
}

/** A time as people say it; the absolute time on hover (`title`) and on focus. */
export function RelativeTime({ at, age, focusable }: RelativeTimeProps) {
  const now = useNow();
  const lang = useLang();
  const date = new Date(at);
  const full = absolute(date, lang);
  return (
    <time className={styles.time} dateTime={at} title={full} tabIndex={focusable ? 0 : undefined}>
      <span data-time="relative">{age ? ageOf(date, now, lang) : when(date, now, lang)}</span>
      <span data-time="absolute">{full}</span>
    </time>
  );
}
