import Link from "lucide-react/icons/link";
import { useState } from "react";
import { useDoor, useGo } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { TextField } from "../../../components/TextField";
import { notify } from "../../../components/toast";
import { ignoredWords } from "../dialogs/PasteDialog";
import { handOver } from "../handover";
import { usePasteUrl } from "../hooks/usePasteUrl";
import { useFormText } from "../strings";
import styles from "./picker.module.css";

/** The short way: a URL names the type and fills in its form. */
export function PasteBox() {
  const t = useFormText();
  const go = useGo();
  const { pages } = useDoor();
  const [url, setUrl] = useState("");
  const { paste, busy, problem, clear } = usePasteUrl(null, (pasted) => {
    handOver(pasted);
    go(pages.newOf(pasted.type));
    void notify({ title: t("paste.done"), description: ignoredWords(t, pasted) });
  });
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim()) paste(url.trim());
      }}
    >
      <Link aria-hidden="true" className={styles.pasteIcon} />
      <div className={styles.pasteWords}>
        <h2>{t("picker.url")}</h2>
        <p className={styles.about}>{t("picker.urlHelp")}</p>
      </div>
      <TextField
        mono
        hideLabel
        className={styles.pasteField}
        label={t("paste.label")}
        placeholder="jdbc:mysql://db.example.com:3306/shop"
        error={problem}
        value={url}
        onChange={(next) => {
          clear();
          setUrl(next);
        }}
      />
      <Button type="submit" busy={busy} disabled={!url.trim()}>
        {t("paste.fill")}
      </Button>
    </form>
  );
}
