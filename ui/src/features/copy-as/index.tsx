import type { Environment } from "../../api/generated/types";
import { useWords, words } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { ErrorState } from "../../components/ErrorState";
import { Problem } from "../../components/Problem";
import { RadioGroup } from "../../components/RadioGroup";
import { Segmented } from "../../components/Segmented";
import { Skeleton } from "../../components/Skeleton";
import { Switch } from "../../components/Switch";
import { TextArea } from "../../components/TextArea";
import { useText } from "../../i18n";
import { ApiError } from "../../platform";
import styles from "./copy-as.module.css";
import { useCopyText } from "./strings";
import { useCopy } from "./useCopy";

type CopyProps = { id: string; name: string; typeId: string; onClose: () => void };

/** A side as a URL, a command line or code. With its secrets it goes to the clipboard past this page. */
export default function CopyDialog({ id, name, typeId, onClose }: CopyProps) {
  const t = useCopyText();
  const text = useText();
  const state = useCopy(id, typeId);
  const { copies, side, row } = state;
  return (
    <Dialog
      wide
      title={t("title", { name })}
      onClose={onClose}
      footer={
        <>
          <p role="status" className={styles.said}>
            {state.said}
          </p>
          <Button onClick={onClose}>{text("action.close")}</Button>
          <Button variant="primary" busy={state.busy} disabled={row === null} onClick={state.copy}>
            {t("copy")}
          </Button>
        </>
      }
    >
      {copies.error ? (
        <ErrorState error={copies.error} onRetry={() => void copies.refetch()} />
      ) : copies.data === undefined ? (
        <Skeleton width="100%" height={260} />
      ) : (
        <>
          {state.sides.length > 1 && (
            <Segmented<Environment>
              label={t("side")}
              value={state.env}
              onChange={state.setEnv}
              options={state.sides.map((env) => ({ value: env, label: <EnvBadge env={env} /> }))}
              className={styles.sides}
            />
          )}
          {side && side.missing.length > 0 && (
            <Banner
              tone="warn"
              title={t("missing", { fields: side.missing.map(state.labelOf).join(", ") })}
            />
          )}
          {side && row ? <Forms state={state} /> : <p>{t("none")}</p>}
          {side && <Secrets state={state} />}
          <Problem error={state.error} />
        </>
      )}
    </Dialog>
  );
}

type State = ReturnType<typeof useCopy>;

function Forms({ state }: { state: State }) {
  const t = useCopyText();
  const { error: wordsOf } = useWords();
  const { side, row, refused } = state;
  if (!side || !row) return null;
  const why = refused && wordsOf(new ApiError(refused));
  const help = !row.secret ? t("noSecrets") : why ? `${why.message}. ${why.hint}` : t("withHelp");
  return (
    <>
      <div className={styles.forms}>
        <RadioGroup
          label={t("form")}
          value={row.form}
          onChange={state.setForm}
          options={side.forms.map((one) => ({
            value: one.form,
            label: (
              <>
                {words(one.name)} {one.with && <span className={styles.with}>{one.with}</span>}
              </>
            ),
          }))}
        />
        <TextArea
          mono
          readOnly
          rows={10}
          className={styles.preview}
          label={t("preview")}
          value={row.text}
          onChange={() => {}}
        />
      </div>
      <Switch
        label={t("with")}
        help={help}
        checked={state.withSecrets}
        disabled={!row.secret || refused !== null}
        onChange={state.setWanted}
      />
    </>
  );
}

/** One secret at a time; why not stands above already. */
function Secrets({ state }: { state: State }) {
  const t = useCopyText();
  const { side } = state;
  if (!side || side.secrets.length === 0 || side.refused !== null) return null;
  return (
    <section className={styles.secrets} aria-label={t("secrets")}>
      <h3>{t("secrets")}</h3>
      <p>{t("secretsHelp")}</p>
      <div>
        {side.secrets.map((slot) => (
          <Button key={slot} small disabled={state.busy} onClick={() => state.secret(slot)}>
            {t("secret", { label: state.labelOf(slot) })}
          </Button>
        ))}
      </div>
    </section>
  );
}
