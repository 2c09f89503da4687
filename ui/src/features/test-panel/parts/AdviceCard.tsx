import { useEffect, useRef } from "react";
import { useType } from "../../../api/catalog";
import type { Environment, Finding, Stage } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { Given } from "../../../components/Given";
import { currentLang } from "../../../i18n";
import { useFindings } from "../hooks/useFindings";
import { slotLabel } from "../model/ask";
import { fieldOf } from "../model/place";
import { useTestText } from "../strings";
import styles from "./panel.module.css";

/** Findings about fields of the form, by their keys. */
const FIELDS = new Set(["input.missing", "input.invalid"]);

/** "A, B and C" as the language joins it. */
const joined = (names: string[]) => new Intl.ListFormat(currentLang(), { type: "conjunction" }).format(names);

/** The finding that stops secrets from being fetched. */
const FETCH = "secrets.fetch";

/** Findings that wait for a person's consent, and the parameter that says to what. */
const CONSENT: Record<string, string> = { "secrets.confirm": "target", [FETCH]: "consent" };

type AdviceProps = {
  finding: Finding;
  /** Where it was found. */
  stage: Stage;
  typeId: string;
  modeId: string | undefined;
  env: Environment;
  /** What waits for a person's consent. */
  consent?: string | undefined;
  onConfirm?: (target: string) => void;
  onFix?: (fix: { property: string; value: string }, env: Environment) => void;
  /** A form is open. */
  onField?: (property: string, env: Environment) => void;
  /** The source can be opened in a form. */
  onOpen?: (property: string, env: Environment) => void;
};

/** The one thing to do about a test: what was seen, why, and at most two ways on. */
export function AdviceCard(props: AdviceProps) {
  const { stage, typeId, modeId, env, onConfirm, onFix, onField, onOpen } = props;
  const t = useTestText();
  const def = useType(typeId);
  const { entry: entryOf, line } = useFindings();
  const labelOf = (key: string) => {
    const { label } = slotLabel(def, modeId, key);
    return label ? words(label) : key;
  };
  // Rust names fields by their keys; a person by their labels.
  const keys = FIELDS.has(props.finding.code) ? (props.finding.params.fields ?? "").split(", ") : [];
  const bases = [...new Set(keys.map((key) => key.split(/[.[]/)[0] ?? key))];
  const finding = keys.length
    ? {
        ...props.finding,
        params: { ...props.finding.params, fields: joined(bases.map((key) => labelOf(key))) },
      }
    : props.finding;
  const entry = entryOf(finding);
  const [property, param] = entry?.fix ?? [];
  const value = param === undefined ? undefined : finding.params[param];
  const field = fieldOf(def, modeId, entry, stage) ?? bases[0];
  const canFix = onFix && property !== undefined && value !== undefined;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  // The report has it word for word; a finding is one short line.
  const asked = CONSENT[finding.code];
  const consent = asked && (props.consent ?? finding.params[asked]);
  const canConfirm = onConfirm && consent !== undefined;
  return (
    <section ref={card} className={cx(styles.advice, finding.level === "failure" && styles.hard)}>
      <h3>{finding.code === FETCH ? t("fetch") : line(finding)}</h3>
      {finding.code === FETCH && <pre className={styles.consent}>{consent}</pre>}
      {entry?.advice ? (
        <>
          <p>{words(entry.advice.cause, finding.params)}</p>
          <p>{words(entry.advice.remedy, finding.params)}</p>
        </>
      ) : (
        !entry &&
        finding.params.words && (
          <p className={styles.said}>
            <Given>{finding.params.words}</Given>
          </p>
        )
      )}
      {(canFix || canConfirm || (field && (onField || onOpen))) && (
        <div className={styles.ways}>
          {canConfirm && (
            <Button small variant="primary" onClick={() => onConfirm(consent)}>
              {t(finding.code === FETCH ? "agree" : "confirm")}
            </Button>
          )}
          {canFix && (
            <Button small variant="primary" onClick={() => onFix({ property, value }, env)}>
              {t("fix", { label: labelOf(property), value })}
            </Button>
          )}
          {field && onField && (
            <Button small onClick={() => onField(field, env)}>
              {t("field")}
            </Button>
          )}
          {field && !onField && onOpen && (
            <Button small onClick={() => onOpen(field, env)}>
              {t("edit")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
