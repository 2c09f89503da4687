import { useId, useRef } from "react";
import type { CloneSecrets, SourceView } from "../../api/generated/types";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { ErrorState } from "../../components/ErrorState";
import { NameProblem } from "../../components/NameProblem";
import { RadioGroup } from "../../components/RadioGroup";
import { Skeleton } from "../../components/Skeleton";
import { TextField } from "../../components/TextField";
import { useText } from "../../i18n";
import styles from "./clone.module.css";
import { useCloneText } from "./strings";
import { useClone } from "./useClone";

type CloneProps = { id: string; name: string; onClose: () => void; onDone: (view: SourceView) => void };

/** Copies a source under a new name: which sides, and what happens to the secrets. Enter confirms. */
export default function CloneDialog({ id, name, onClose, onDone }: CloneProps) {
  const t = useCloneText();
  const text = useText();
  const clone = useClone(id, onDone);
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={t("title", { name })}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={clone.busy} disabled={!clone.ready}>
            {t("clone")}
          </Button>
        </>
      }
    >
      {clone.failed ? (
        <ErrorState error={clone.failed} onRetry={clone.retry} />
      ) : (
        <form
          id={form}
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            clone.submit();
          }}
        >
          <TextField
            ref={field}
            mono
            label={t("name")}
            help={t("nameHelp")}
            error={clone.refused && <NameProblem refused={clone.refused} onUse={clone.setName} />}
            value={clone.name}
            onChange={clone.setName}
            onFocus={(event) => event.target.select()}
          />
          {clone.sides === undefined ? (
            <Skeleton width="100%" height={72} />
          ) : (
            <>
              {clone.sides.length > 1 && (
                <fieldset className={styles.sides}>
                  <legend>{t("sides")}</legend>
                  {clone.sides.map((env) => (
                    <Checkbox
                      key={env}
                      label={<EnvBadge env={env} />}
                      checked={clone.envs.includes(env)}
                      onChange={(on) => clone.setEnv(env, on)}
                    />
                  ))}
                  {clone.envs.length === 0 && <p className={styles.bad}>{t("noSide")}</p>}
                </fieldset>
              )}
              {clone.hasSecrets && (
                <RadioGroup<CloneSecrets>
                  label={t("secrets")}
                  value={clone.secrets}
                  onChange={clone.setSecrets}
                  options={(["copy", "ask", "leave"] as const).map((value) => ({
                    value,
                    label: t(value),
                    help: t(`${value}Help`),
                  }))}
                />
              )}
            </>
          )}
          {clone.error && (
            <Banner tone="bad" title={clone.error.message}>
              {clone.error.hint}
            </Banner>
          )}
        </form>
      )}
    </Dialog>
  );
}
