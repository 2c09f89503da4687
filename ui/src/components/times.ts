/** Times as people say them, in the language in use. */
import { text } from "../i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, short: "2 min ago", "3 hr ago", "4 days ago". */
export function age(at: Date, now: number, lang: string): string {
  const ms = now - at.getTime();
  if (ms < MINUTE) return text("time.now");
  if (ms < HOUR) return unit(lang, "minute", ms / MINUTE);
  if (ms < DAY) return unit(lang, "hour", ms / HOUR);
  return unit(lang, "day", ms / DAY);
}

function unit(lang: string, name: string, value: number): string {
  const format = new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "short" });
  return text("time.ago", { span: format.format(Math.floor(value)) });
}

/** When, as precise as its distance asks for: "today 09:41", "yesterday", "Mon 18:20", "12 Nov", "12 Nov 2024". */
export function when(at: Date, now: number, lang: string): string {
  const days = Math.round((startOfDay(now) - startOfDay(at.getTime())) / DAY);
  const time = at.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  if (days <= 1) {
    const day = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-days, "day");
    return days <= 0 ? text("time.day", { day, time }) : day;
  }
  if (days < 7) return text("time.day", { day: at.toLocaleDateString(lang, { weekday: "short" }), time });
  const year = at.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return at.toLocaleDateString(dayFirst(lang), { day: "numeric", month: "short", year });
}

/** The whole time, to the second. */
export function absolute(at: Date, lang: string): string {
  return at.toLocaleString(dayFirst(lang), { dateStyle: "medium", timeStyle: "medium", hour12: false });
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** English as most of the world writes its dates. */
function dayFirst(lang: string): string {
  return lang === "en" ? "en-GB" : lang;
}
