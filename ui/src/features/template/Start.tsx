import FileSpreadsheet from "lucide-react/icons/file-spreadsheet";
import { useRef, useState } from "react";
import { TYPE_NAMES } from "../../api/catalog";
import type { TemplateFormat } from "../../api/generated/types";
import { useVerb } from "../../api/verb";
import { words } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Problem } from "../../components/Problem";
import { Select } from "../../components/Select";
import { notify } from "../../components/toast";
import { useLang } from "../../i18n";
import { useTemplateText } from "./strings";
import styles from "./template.module.css";

/** Most bytes of a sheet; Rust refuses more, and a page need not read them. */
const LARGEST = 8 * 1024 * 1024;

interface StartProps {
  workspace: string;
  /** The sheet on its way, if there is one. */
  reading: File | null;
  error: unknown;
  onFile: (file: File, type: string) => void;
}

/** The template of a type, and where the filled one is given. */
export function Start({ workspace, reading, error, onFile }: StartProps) {
  const t = useTemplateText();
  const lang = useLang();
  const write = useVerb("template.write");
  const input = useRef<HTMLInputElement>(null);
  const [type, setType] = useState(TYPE_NAMES[0]?.id ?? "");
  const [over, setOver] = useState(false);
  const [large, setLarge] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (!file) return;
    const tooLarge = file.size > LARGEST;
    setLarge(tooLarge ? file.name : null);
    if (!tooLarge) onFile(file, type);
  };
  const save = (format: TemplateFormat) =>
    write.mutate(
      { workspace, type, format, language: lang, to: "downloads" },
      {
        onSuccess: ({ path }) =>
          void notify({ title: t("written"), description: path ?? undefined, tone: "ok" }),
      },
    );
  return (
    <div className={styles.start}>
      <p>{t("about")}</p>
      <section>
        <h2>{t("get")}</h2>
        <Select<string>
          label={t("type")}
          value={type}
          onChange={setType}
          options={TYPE_NAMES.map(({ id, name }) => ({ value: id, label: words(name) }))}
        />
        <div className={styles.actions}>
          {(["xlsx", "csv"] as const).map((format) => (
            <Button key={format} busy={write.isPending} onClick={() => save(format)}>
              {t("write", { format: `.${format}` })}
            </Button>
          ))}
        </div>
        <Problem error={write.error} />
      </section>
      <section>
        <h2>{t("give")}</h2>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same */}
        <div
          className={cx(styles.drop, over && styles.over)}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
        >
          <FileSpreadsheet aria-hidden="true" />
          <input
            ref={input}
            type="file"
            accept=".xlsx,.csv,text/csv"
            className="sr-only"
            aria-label={t("file")}
            tabIndex={-1}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
          <Button variant="primary" busy={reading !== null} onClick={() => input.current?.click()}>
            {t("file")}
          </Button>
          <span role="status" className={styles.quiet}>
            {reading ? t("reading", { name: reading.name }) : t("drop")}
          </span>
        </div>
        {large && <Banner tone="bad" title={t("tooLarge", { name: large })} />}
        <Problem error={error} />
      </section>
    </div>
  );
}
