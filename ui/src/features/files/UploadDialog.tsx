import FileKey from "lucide-react/icons/file-key";
import { type DragEvent, useId, useRef, useState } from "react";
import { base64Of, LARGEST_FILE, useReplaceFile, useUploadFile } from "../../api/files";
import type { FileView } from "../../api/generated/types";
import { isCancelled } from "../../api/typed";
import { useWords } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Dialog } from "../../components/Dialog";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { notify } from "../../components/toast";
import { useLang, useText } from "../../i18n";
import { sizeOf } from "./facts";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

interface UploadProps {
  /** Gives this file another content; absent: a new file. */
  replacing?: FileView;
  onClose: () => void;
  onDone?: (file: FileView) => void;
}

/** Takes a file by choosing or dropping it. What it is, and whether it is whole, Rust says. */
export default function UploadDialog({ replacing, onClose, onDone }: UploadProps) {
  const t = useFilesText();
  const text = useText();
  const lang = useLang();
  const form = useId();
  const { error: wordsOf } = useWords();
  const upload = useUploadFile();
  const replace = useReplaceFile();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [over, setOver] = useState(false);
  const verb = replacing ? replace : upload;
  const tooLarge = file !== null && file.size > LARGEST_FILE;
  const problem = verb.error && !isCancelled(verb.error) ? wordsOf(verb.error) : null;
  const ready = file !== null && !tooLarge && (replacing !== undefined || name.trim() !== "");

  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    verb.reset();
    setFile(chosen);
    setName((before) => (before === "" || before === file?.name ? chosen.name : before));
  };
  const submit = async () => {
    if (!file || !ready || verb.isPending) return;
    const content = await base64Of(file);
    const secret = passphrase === "" ? {} : { passphrase };
    const done = (answer: FileView) => {
      const values = { name: answer.name, kind: t(`kind.${answer.kind}`) };
      void notify({ title: t(replacing ? "replaced" : "done", values), tone: "ok" });
      onDone?.(answer);
      onClose();
    };
    if (replacing) replace.mutate({ id: replacing.id, content, ...secret }, { onSuccess: done });
    else upload.mutate({ name: name.trim(), description, content, ...secret }, { onSuccess: done });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <Dialog
      title={replacing ? t("replaceTitle", { name: replacing.name }) : t("uploadTitle")}
      description={replacing ? t("replaceText") : undefined}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={verb.isPending} disabled={!ready}>
            {t(replacing ? "replaceNow" : "uploadNow")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same */}
        <div
          className={cx(styles.drop, over && styles.over)}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <FileKey aria-hidden="true" />
          <Button onClick={() => input.current?.click()}>{t("choose")}</Button>
          <span role="status">
            {file ? t("chosen", { name: file.name, size: sizeOf(file.size, lang) }) : t("drop")}
          </span>
          <input
            ref={input}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label={t("file")}
            onChange={(event) => take(event.target.files?.[0])}
          />
        </div>
        {tooLarge && file && <Banner tone="bad" title={t("tooLarge", { size: sizeOf(file.size, lang) })} />}
        {!replacing && <TextField label={t("name")} required value={name} onChange={setName} />}
        {!replacing && (
          <TextArea label={t("description")} rows={2} value={description} onChange={setDescription} />
        )}
        <TextField
          label={t("passphrase")}
          type="password"
          autoComplete="new-password"
          help={t("passphraseHelp")}
          value={passphrase}
          onChange={setPassphrase}
        />
        {problem ? (
          <Banner tone="bad" title={problem.message}>
            {problem.hint}
          </Banner>
        ) : (
          <p className={styles.quiet}>{t("recognised")}</p>
        )}
      </form>
    </Dialog>
  );
}
