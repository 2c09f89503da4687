import ClipboardPaste from "lucide-react/icons/clipboard-paste";
import Copy from "lucide-react/icons/copy";
import Play from "lucide-react/icons/play";
import { useContext, useState } from "react";
import { useCatalog } from "../../../api/catalog";
import type { Environment } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { Button } from "../../../components/Button";
import { EnvBadge } from "../../../components/EnvBadge";
import { ProdLocked } from "../../../components/locked";
import { MenuButton } from "../../../components/MenuButton";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { PasteDialog } from "../dialogs/PasteDialog";
import { useCopySide } from "../hooks/useCopySide";
import { controlId } from "../hooks/useJump";
import type { SideCheck } from "../hooks/useSideCheck";
import { COPY_OFFER, isCopyOffered, skips } from "../model/form";
import { otherEnv } from "../model/types";
import { useFormText } from "../strings";
import styles from "./sides.module.css";

/** Why this version cannot test what a side says, in words; null: it can. */
function useUntestable(check: SideCheck | undefined): string | null {
  const entries = useCatalog()?.findings ?? {};
  const finding = check?.answer?.untestable;
  if (!finding) return null;
  const advice = entries[finding.code]?.advice;
  return advice ? words(advice.cause, finding.params) : finding.code;
}

/** Top of a side: which environment, and what can be done with this side alone. */
export function SideHead({ env }: { env: Environment }) {
  const { state, single, test, checks } = useFormContext();
  const untestable = useUntestable(checks[env]);
  const t = useFormText();
  const text = useText();
  const [pasting, setPasting] = useState(false);
  const copy = useCopySide();
  const name = text(`env.${env}`);
  // A type without a connection string has no URL to paste.
  const hasUrl = state.frame.def.modes.some((mode) => mode.preview.length > 0);
  const paired = state.frame.envs.length === 2;
  const offered = isCopyOffered(state.frame, state.form, env);
  // A side that is not there yet can be added without a word.
  const locked = useContext(ProdLocked) && env === "prod" && state.frame.exists.prod;
  return (
    <header className={styles.head}>
      {single && paired && !offered ? (
        <MenuButton
          small
          variant="quiet"
          label={t("copy.to", { from: text(`env.${otherEnv(env)}`), to: name })}
          icon={<Copy aria-hidden="true" />}
          disabled={skips(state.frame, state.form, otherEnv(env))}
          entries={() => copy.entries(env)}
        >
          {t("copy.from", { env: text(`env.${otherEnv(env)}`) })}
        </MenuButton>
      ) : (
        <EnvBadge env={env} />
      )}
      <span className={styles.grow} />
      {hasUrl && (
        <Button
          small
          variant="quiet"
          icon={<ClipboardPaste aria-hidden="true" />}
          aria-label={`${t("side.paste")}, ${name}`}
          onClick={() => setPasting(true)}
        >
          {t("side.paste")}
        </Button>
      )}
      <Button
        small
        icon={<Play aria-hidden="true" />}
        aria-label={`${t("side.test")}, ${name}`}
        disabled={untestable !== null}
        onClick={() => test([env])}
      >
        {t("side.test")}
      </Button>
      {untestable && <p className={styles.untestable}>{t("side.untestable", { reason: untestable })}</p>}
      {locked && <p className={styles.note}>{t("side.locked")}</p>}
      {offered && <CopyOffer env={env} />}
      {pasting && <PasteDialog env={env} onClose={() => setPasting(false)} />}
    </header>
  );
}

/** A side that was never filled in can begin as a copy of the other. */
function CopyOffer({ env }: { env: Environment }) {
  const t = useFormText();
  const { copy } = useCopySide();
  return (
    <div className={styles.offer} role="group" aria-labelledby={`${controlId(env, COPY_OFFER)}-words`}>
      <span id={`${controlId(env, COPY_OFFER)}-words`}>
        {t("offer.absent")} <EnvBadge env={otherEnv(env)} />
      </span>
      <span className={styles.offers}>
        <Button small id={controlId(env, COPY_OFFER)} onClick={() => copy(env, false)}>
          {t("copy.values")}
        </Button>
        <Button small onClick={() => copy(env, true)}>
          {t("copy.secrets")}
        </Button>
      </span>
    </div>
  );
}
