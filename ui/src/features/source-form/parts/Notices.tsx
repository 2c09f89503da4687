import X from "lucide-react/icons/x";
import type { AppError, Environment, Issue } from "../../../api/generated/types";
import { useWords } from "../../../api/words";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import { useText } from "../../../i18n";
import { ApiError } from "../../../platform";
import { useFormContext } from "../context";
import type { Clash } from "../hooks/useReopen";
import { placeOf } from "../model/changes";
import { useFormText } from "../strings";
import { joined, labelOf } from "./labels";
import styles from "./screen.module.css";

/** A draft was put back: what it could not keep, and the way out. */
export function RestoredNotice(props: {
  lost: [Environment, string][];
  changed: boolean;
  onDiscard: () => void;
  onClose: () => void;
}) {
  const { state } = useFormContext();
  const t = useFormText();
  const text = useText();
  const names = props.lost.map(([env, slot]) =>
    t("bar.of", { label: labelOf(t, state, env, slot), env: text(`env.${env}`) }),
  );
  return (
    <Banner
      title={t("kept.restored")}
      actions={
        <>
          <Button small onClick={props.onDiscard}>
            {t("kept.discard")}
          </Button>
          <IconButton
            small
            label={text("action.close")}
            icon={<X aria-hidden="true" />}
            onClick={props.onClose}
          />
        </>
      }
    >
      {props.changed && <p>{t("kept.changed")}</p>}
      {names.length > 0 && <p>{t("kept.lost", { names: joined(names) })}</p>}
    </Banner>
  );
}

/** What is typed is not kept: a close would lose it. */
export function KeepNotice({ error }: { error: ApiError }) {
  const t = useFormText();
  const { error: wordsOf } = useWords();
  const { message, hint } = wordsOf(error);
  return (
    <Banner tone="warn" title={t("kept.failed", { reason: message })}>
      {hint}
    </Banner>
  );
}

/** A save that was refused for no field of the form. */
export function SaveNotice(props: {
  error: AppError;
  busy: boolean;
  onReopen: () => void;
  onRetry: () => void;
  onClose: () => void;
}) {
  const t = useFormText();
  const text = useText();
  const { error: wordsOf } = useWords();
  const { state } = useFormContext();
  if (props.error.code === "conflict") {
    return (
      <Banner
        tone="warn"
        title={t("conflict.title", { name: state.baseline.name })}
        actions={
          <Button small busy={props.busy} onClick={props.onReopen}>
            {t("conflict.open")}
          </Button>
        }
      >
        {t("conflict.text")}
        <Changed issues={props.error.issues} />
      </Banner>
    );
  }
  const { message, hint, detail, retryable } = wordsOf(new ApiError(props.error));
  return (
    <Banner
      tone="bad"
      title={message}
      actions={
        <>
          {retryable && (
            <Button small onClick={props.onRetry}>
              {text("action.retry")}
            </Button>
          )}
          <IconButton
            small
            label={text("action.close")}
            icon={<X aria-hidden="true" />}
            onClick={props.onClose}
          />
        </>
      }
    >
      {hint}
      {detail && <p className={styles.detail}>{detail}</p>}
    </Banner>
  );
}

/** What somebody else has changed meanwhile, and what it is now. */
function Changed({ issues }: { issues: Issue[] }) {
  const { state } = useFormContext();
  const t = useFormText();
  const text = useText();
  const { issue: wordsOf } = useWords();
  if (!issues.length) return null;
  return (
    <>
      <p>{t("conflict.changed")}</p>
      <ul className={styles.clashes}>
        {issues.map((issue) => {
          const { env, key } = changedPlace(issue.field);
          const of = env && text(`env.${env}`);
          const label = key === null ? of : labelOf(t, state, env, key);
          return (
            <li key={issue.field}>
              <strong>{of && key !== null ? t("bar.of", { label: label ?? key, env: of }) : label}</strong>
              <span>{wordsOf(issue).message}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** `tags`, `prod`, `prod.database`, `prod.secrets.password`. */
function changedPlace(field: string): { env: Environment | null; key: string | null } {
  const [, env, key] = /^(dev|prod)(?:\.(?:secrets\.)?(.+))?$/.exec(field) ?? [];
  if (env === undefined) return { env: null, key: field };
  return { env: env as Environment, key: key ?? null };
}

/** After a reopening: what somebody else changed at the same place. */
export function ClashNotice({ clashes, onClose }: { clashes: Clash[]; onClose: () => void }) {
  const { state, dispatch, jump } = useFormContext();
  const t = useFormText();
  const text = useText();
  const take = ({ at, theirs }: Clash) => {
    const { env, key } = placeOf(at);
    if (env === null) {
      if (key === "tags") dispatch({ do: "tags", value: theirs as string[] });
      else if (key === "name" || key === "description") dispatch({ do: "head", key, value: String(theirs) });
    } else if (key === "mode") dispatch({ do: "mode", env, mode: String(theirs) });
    else dispatch({ do: "value", env, key, value: theirs });
  };
  return (
    <Banner
      title={t("conflict.opened")}
      actions={
        <IconButton small label={text("action.close")} icon={<X aria-hidden="true" />} onClick={onClose} />
      }
    >
      {clashes.length > 0 && (
        <>
          <p>{t("conflict.both")}</p>
          <ul className={styles.clashes}>
            {clashes.map((clash) => {
              const { env, key } = placeOf(clash.at);
              const label = labelOf(t, state, env, key);
              return (
                <li key={clash.at}>
                  <button type="button" className={styles.link} onClick={() => jump(env, key)}>
                    {env ? t("bar.of", { label, env: text(`env.${env}`) }) : label}
                  </button>
                  <code>{shown(clash.theirs)}</code>
                  <Button small variant="quiet" onClick={() => take(clash)}>
                    {t("conflict.theirs")}
                  </Button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Banner>
  );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) {
    return value
      .map((row) => (typeof row === "string" ? row : Object.values(row as object).join(":")))
      .join(", ");
  }
  return String(value ?? "–");
}
