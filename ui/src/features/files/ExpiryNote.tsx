import CircleAlert from "lucide-react/icons/circle-alert";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { FileView } from "../../api/generated/types";
import { useLang } from "../../i18n";
import { dayOf } from "./facts";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

/** Until when a file is good; a warning from 30 days before. */
export function ExpiryNote({ file }: { file: FileView }) {
  const t = useFilesText();
  const lang = useLang();
  if (file.kept === "missing") {
    return (
      <span className={styles.expired}>
        <CircleAlert aria-hidden="true" /> {t("missing")}
      </span>
    );
  }
  const day = file.facts.expires_at ? dayOf(file.facts.expires_at, lang) : "";
  switch (file.expiry) {
    case "expired":
      return (
        <span className={styles.expired}>
          <CircleAlert aria-hidden="true" /> {t("expired", { day })}
        </span>
      );
    case "soon":
      return (
        <span className={styles.soon}>
          <TriangleAlert aria-hidden="true" /> {t("soon", { day })}
        </span>
      );
    case "valid":
      return <span className={styles.quiet}>{t("valid", { day })}</span>;
    case "none":
      return file.facts.opened ? null : <span className={styles.quiet}>{t("closed")}</span>;
  }
}
