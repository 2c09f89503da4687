/** What is known about the keychain. Until something asked it, nothing is said: no news is no alarm. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useAppState } from "../api/app";
import { Banner } from "../components/Banner";
import { Button } from "../components/Button";
import { cx } from "../components/cx";
import { useText } from "../i18n";
import { useHostGone } from "../platform/presence";
import styles from "./KeychainNotice.module.css";
import { PAGES } from "./pages";

/** In the foot of the side: dot and word. */
export function KeychainFoot() {
  const text = useText();
  const keychain = useAppState().data?.keychain;
  if (useHostGone()) {
    return (
      <span className={cx(styles.foot, styles.absent)}>
        <span className={styles.dot} aria-hidden="true" />
        <span>{text("gone.foot")}</span>
      </span>
    );
  }
  if (!keychain || keychain === "unknown") return null;
  return (
    <Link href={PAGES.settings} className={cx(styles.foot, styles[keychain])}>
      <span className={styles.dot} aria-hidden="true" />
      <span>{text(`keychain.${keychain}`)}</span>
    </Link>
  );
}

/** Along the top of every page while nobody answers: what happened and how to go on. */
export function GoneBanner() {
  const text = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  if (!useHostGone()) return null;
  const retry = () => {
    setBusy(true);
    void client.refetchQueries({ type: "active" }).finally(() => setBusy(false));
  };
  return (
    <div role="alert">
      <Banner
        strip
        tone="bad"
        title={text("gone.title")}
        actions={
          <Button small busy={busy} onClick={retry}>
            {text("action.retry")}
          </Button>
        }
      >
        {text("gone.text")}
      </Banner>
    </div>
  );
}

/** Along the top of every page while secrets are not kept or cannot be read. */
export function KeychainBanner() {
  const text = useText();
  const keychain = useAppState().data?.keychain;
  const gone = useHostGone();
  if (gone || (keychain !== "absent" && keychain !== "locked")) return null;
  return (
    <Banner
      strip
      tone="warn"
      title={text(`keychain.${keychain}Title`)}
      actions={<Link href={PAGES.settings}>{text("keychain.look")}</Link>}
    >
      {text(`keychain.${keychain}Text`)}
    </Banner>
  );
}
