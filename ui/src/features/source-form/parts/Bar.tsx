import Check from "lucide-react/icons/check";
import CircleAlert from "lucide-react/icons/circle-alert";
import KeyRound from "lucide-react/icons/key-round";
import LockKeyhole from "lucide-react/icons/lock-keyhole";
import Pencil from "lucide-react/icons/pencil";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { Fragment, type ReactNode, useRef } from "react";
import type { Environment } from "../../../api/generated/types";
import { useDenied } from "../../../api/rights";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { EnvBadge } from "../../../components/EnvBadge";
import { useToastRoom } from "../../../components/useToastRoom";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { modeOf } from "../model/conditions";
import { skips } from "../model/form";
import { consentOf, unconfirmedSlots } from "../model/secrets";
import { useFormText } from "../strings";
import styles from "./bar.module.css";
import { joined, labelOf } from "./labels";

type BarProps = {
  dirty: boolean;
  busy: boolean;
  /** The save waits for the keychain. */
  waiting: boolean;
  onSave: () => void;
};

/** The foot of the form: how it stands, each name a way to its field, and the one Save. */
export function Bar({ dirty, busy, waiting, onSave }: BarProps) {
  const { state, checks, issues, test } = useFormContext();
  const { envs } = state.frame;
  const t = useFormText();
  const denied = useDenied()(state.frame.id === null ? "manage" : "edit");
  const foot = useRef<HTMLElement>(null);
  useToastRoom(foot);
  const touched = envs.filter((env) => !skips(state.frame, state.form, env));
  // In a new form nothing is reproached before it was begun; a workspace of one side has just that one.
  const counted = envs.length === 1 ? envs : touched;
  const begun = touched.length ? touched : envs;
  // What cannot be tested says so at the head of its side.
  const tested = begun.filter((env) => !checks[env]?.answer?.untestable);
  const unconfirmed = useUnconfirmed();
  const nameless = state.form.name.trim() === "";
  const incomplete =
    touched.length === 0 || counted.some((env) => (checks[env]?.answer?.missing.length ?? 0) > 0);
  return (
    <footer ref={foot} className={styles.bar}>
      <div className={styles.status} aria-live="polite">
        {waiting ? (
          <Said icon={<KeyRound aria-hidden="true" />}>{t("bar.keychain")}</Said>
        ) : denied ? (
          <Said icon={<LockKeyhole aria-hidden="true" />}>
            {denied} {t("bar.readOnly")}
          </Said>
        ) : (
          <Standing
            dirty={dirty}
            wrong={issues.length > 0}
            incomplete={incomplete || nameless}
            counted={counted}
            unconfirmed={unconfirmed}
          />
        )}
      </div>
      <div className={styles.actions}>
        <Button disabled={tested.length === 0} onClick={() => test(tested)}>
          {t(tested.length > 1 ? "bar.testBoth" : "bar.test")}
        </Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={denied !== null || (!dirty && state.frame.id !== null)}
          onClick={onSave}
        >
          {t(incomplete ? "bar.saveDraft" : "bar.save")}
        </Button>
      </div>
    </footer>
  );
}

type Place = { env: Environment | null; key: string };

/** Secrets that would go to a target which nobody agreed to. */
function useUnconfirmed(): Place[] {
  const { state, checks } = useFormContext();
  const { frame, form } = state;
  return frame.envs.flatMap((env) => {
    const side = form.sides[env];
    if (!side) return [];
    const consent = consentOf(side, checks[env]?.answer);
    const slots = unconfirmedSlots(modeOf(frame.def, side.mode), side, frame.states[env] ?? {}, consent);
    return slots.map((key) => ({ env, key }));
  });
}

type StandingProps = {
  dirty: boolean;
  wrong: boolean;
  incomplete: boolean;
  counted: Environment[];
  unconfirmed: Place[];
};

function Standing({ dirty, wrong, incomplete, counted, unconfirmed }: StandingProps) {
  const { state, checks, issues } = useFormContext();
  const { envs } = state.frame;
  const t = useFormText();
  const text = useText();
  if (wrong) {
    const unique = [...new Map(issues.map((one) => [`${one.env} ${one.key}`, one])).values()];
    // As they stand on the page: what belongs to no side is at the top.
    const rank = (env: Environment | null) => (env === null ? -1 : envs.indexOf(env));
    const places = unique.sort((one, other) => rank(one.env) - rank(other.env));
    return (
      <Said icon={<CircleAlert aria-hidden="true" />} tone={styles.bad}>
        {t("bar.wrong", { count: places.length })} <Names at={places} named={envs.length > 1} />
      </Said>
    );
  }
  if (incomplete) {
    return (
      <Said icon={<TriangleAlert aria-hidden="true" />} tone={styles.warn}>
        {state.form.name.trim() === "" && (
          <span className={styles.part}>
            {t("bar.missingBasic")} <Names at={[{ env: null, key: "name" }]} named={false} />
          </span>
        )}
        {counted.map((env) => {
          const missing = checks[env]?.answer?.missing ?? [];
          if (!missing.length) return null;
          return (
            <span key={env} className={styles.part}>
              {envs.length > 1 ? (
                <>
                  <EnvBadge env={env} /> {t("bar.isIncomplete")}
                </>
              ) : (
                t("bar.missingBasic")
              )}{" "}
              <Names at={missing.map((key) => ({ env, key }))} named={false} />
            </span>
          );
        })}
        {envs
          .filter((env) => !counted.includes(env))
          .map((env) => (
            <span key={env} className={styles.part}>
              <EnvBadge env={env} /> {t("bar.isUntouched")}
            </span>
          ))}
        {(dirty || state.frame.id === null) && state.form.name.trim() !== "" && (
          <span className={styles.dim}>{t("bar.draft")}</span>
        )}
      </Said>
    );
  }
  if (unconfirmed.length > 0) {
    return (
      <Said icon={<TriangleAlert aria-hidden="true" />} tone={styles.warn}>
        {t("bar.unconfirmed")} <Names at={unconfirmed} named={envs.length > 1} />
      </Said>
    );
  }
  const rest = envs.filter((env) => !counted.includes(env));
  if (dirty && rest.length > 0) {
    const names = (which: Environment[]) => joined(which.map((env) => text(`env.${env}`)));
    return (
      <Said icon={<Pencil aria-hidden="true" />}>
        {t("bar.readyOne", { env: names(counted), rest: names(rest) })}
      </Said>
    );
  }
  if (dirty || state.frame.id === null) {
    return <Said icon={<Pencil aria-hidden="true" />}>{t(dirty ? "bar.ready" : "bar.dirty")}</Said>;
  }
  return <Said icon={<Check aria-hidden="true" />}>{t("bar.clean")}</Said>;
}

function Said({ icon, tone, children }: { icon: ReactNode; tone?: string; children: ReactNode }) {
  return (
    <>
      <span className={cx(styles.icon, tone)}>{icon}</span>
      <span className={styles.said}>{children}</span>
    </>
  );
}

/** Names of fields; each jumps to its field. */
function Names({ at, named }: { at: Place[]; named: boolean }) {
  const { state, jump } = useFormContext();
  const t = useFormText();
  const text = useText();
  return at.map(({ env, key }, index) => {
    const label = labelOf(t, state, env, key);
    return (
      <Fragment key={`${env} ${key}`}>
        {index > 0 && t("bar.comma")}
        <button type="button" className={styles.name} onClick={() => jump(env, key)}>
          {named && env ? t("bar.of", { label, env: text(`env.${env}`) }) : label}
        </button>
      </Fragment>
    );
  });
}
