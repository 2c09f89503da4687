import type { Environment } from "../api/generated/types";
import { defineStrings } from "../i18n";
import styles from "./Changes.module.css";
import { EnvBadge } from "./EnvBadge";
import { Given } from "./Given";

/** One field before and after; `null`: nothing there. */
export interface Change {
  /** Its path, which may begin with an environment. */
  field: string;
  before: unknown;
  after: unknown;
  /** Only that it changes may be said. */
  secret?: boolean;
}

const useText = defineStrings("changes", {
  en: { secret: "secret changes", absent: "removed" },
  "zh-CN": { secret: "更改密钥", absent: "移除" },
});

/** Characters of a value; the rest is where the value is. */
const ROOM = 240;

/** Which fields change, and how: one a line, those of a side together. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <div className={styles.changes}>
      {sidesOf(changes).map(({ env, lines }) => (
        <div key={`${env} ${lines[0]?.field}`} className={styles.side}>
          {env && <EnvBadge env={env} />}
          <div className={styles.lines}>
            {lines.map((line) => (
              <Line key={line.field} {...line} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** Runs of changes to the same side, their fields named below it. */
function sidesOf(changes: readonly Change[]) {
  const sides: { env: Environment | null; lines: Change[] }[] = [];
  for (const change of changes) {
    const [, env, path] = /^(dev|prod)(?:\.(?:secrets\.)?(.+))?$/.exec(change.field) ?? [];
    const line = env === undefined ? change : { ...change, field: path ?? "" };
    const last = sides.at(-1);
    if (last && last.env === (env ?? null)) last.lines.push(line);
    else sides.push({ env: (env as Environment | undefined) ?? null, lines: [line] });
  }
  return sides;
}

function Line({ field, before, after, secret }: Change) {
  const text = useText();
  const [was, becomes] = [isNothing(before) ? null : before, isNothing(after) ? null : after];
  return (
    <div className={styles.change}>
      {field && <code>{field}</code>}
      {secret && <span className={styles.quiet}>{text("secret")}</span>}
      {!secret && was !== null && (
        <>
          <del>
            <Given>{shown(was)}</Given>
          </del>
          <span aria-hidden="true">→</span>
        </>
      )}
      {!secret && (was !== null || becomes !== null) && (
        <ins>{becomes === null ? text("absent") : <Given>{shown(becomes)}</Given>}</ins>
      )}
    </div>
  );
}

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** A value in one line. Lists of words are as they are typed. */
function shown(value: unknown): string {
  const words = Array.isArray(value) && value.every((each) => typeof each === "string");
  const whole = words ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value);
  const chars = [...whole];
  return chars.length > ROOM ? `${chars.slice(0, ROOM).join("")}…` : whole || '""';
}
