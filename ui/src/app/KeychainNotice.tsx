/** What is known about the keychain. Until something asked it, nothing is said: no news is no alarm. */
import { Link } from "wouter";
import { useAppState } from "../api/app";
import { Banner } from "../components/Banner";
import { cx } from "../components/cx";
import { useText } from "../i18n";
import styles from "./KeychainNotice.module.css";
import { PAGES } from "./pages";

/** In the foot of the side: dot and word. */
export function KeychainFoot() {
  const text = useText();
  const keychain = useAppState().data?.keychain;
  if (!keychain || keychain === "unknown") return null;
  return (
    <Link href={PAGES.settings} className={cx(styles.foot, styles[keychain])}>
      <span className={styles.dot} aria-hidden="true" />
      <span>{text(`keychain.${keychain}`)}</span>
    </Link>
  );
}

/** Along the top of every page while secrets are not kept or cannot be read. */
export function KeychainBanner() {
  const text = useText();
  const keychain = useAppState().data?.keychain;
  if (keychain !== "absent" && keychain !== "locked") return null;
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
