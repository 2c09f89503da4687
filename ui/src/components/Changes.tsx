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

/** Which fields change, and how: one a line. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <div className={styles.changes}>
      {changes.map((change) => (
        <Line key={change.field} {...change} />
      ))}
    </div>
  );
}

function Line({ field, before, after, secret }: Change) {
  const text = useText();
  const [, env, path] = /^(dev|prod)(?:\.(?:secrets\.)?(.+))?$/.exec(field) ?? [null, null, field];
  const nothing = before === null && after === null;
  return (
    <div className={styles.change}>
      {env && <EnvBadge env={env as Environment} />}
      {path && <code>{path}</code>}
      {secret && <span className={styles.quiet}>{text("secret")}</span>}
      {!secret && !nothing && (
        <>
          {before !== null && (
            <del>
              <Given>{shown(before)}</Given>
            </del>
          )}
          {before !== null && <span aria-hidden="true">→</span>}
          <ins>{after === null ? text("absent") : <Given>{shown(after)}</Given>}</ins>
        </>
      )}
    </div>
  );
}

/** A value in one line. Lists of words are as they are typed. */
function shown(value: unknown): string {
  const words = Array.isArray(value) && value.every((each) => typeof each === "string");
  const whole = words ? value.join(", ") || "[]" : typeof value === "string" ? value : JSON.stringify(value);
  const chars = [...whole];
  return chars.length > ROOM ? `${chars.slice(0, ROOM).join("")}…` : whole || '""';
}
