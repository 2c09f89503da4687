import { useId, useState } from "react";
import { useShownWorkspace } from "../../api/app";
import type { BulkSelection, ExportFormat, ExportResponse } from "../../api/generated/types";
import { useVerb } from "../../api/verb";
import { words } from "../../api/words";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { RadioGroup } from "../../components/RadioGroup";
import { TextField } from "../../components/TextField";
import { useText } from "../../i18n";
import { download } from "./download";
import styles from "./exchange.module.css";
import { useExchangeText } from "./strings";

interface ExportProps {
  /** Which, and how many; absent: all of the workspace. */
  selection?: BulkSelection;
  count?: number;
  onClose: () => void;
}

/** Writes data sources to a file, and says what is not in it. */
export default function ExportDialog({ selection, count, onClose }: ExportProps) {
  const t = useExchangeText();
  const text = useText();
  const workspace = useShownWorkspace();
  const verb = useVerb("source.export");
  const form = useId();
  const [format, setFormat] = useState<ExportFormat>("dataworks");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [path, setPath] = useState("");
  const sealed = format === "sealed";
  const ready = !sealed || (passphrase !== "" && passphrase === again);
  const submit = () =>
    verb.mutate(
      {
        ids: [],
        ...(workspace && { workspace }),
        ...(selection && { selection }),
        format,
        ...(sealed && { passphrase }),
        ...(path.trim() && { path: path.trim() }),
      },
      {
        onSuccess: (made) => {
          if (made.content === null) return;
          const name = sealed ? "data-sources.age" : "data-sources.json";
          download(made.content, name, sealed ? "text/plain" : "application/json");
        },
      },
    );
  if (verb.data) return <Exported made={verb.data} onClose={onClose} />;
  return (
    <Dialog
      title={t("exportTitle")}
      description={count === undefined ? t("exportAll") : t("exportOf", { count })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={verb.isPending} disabled={!ready}>
            {t("export")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !verb.isPending) submit();
        }}
      >
        <RadioGroup<ExportFormat>
          label={t("format")}
          value={format}
          onChange={setFormat}
          options={(["dataworks", "sealed"] as const).map((value) => ({
            value,
            label: t(value),
            help: t(`${value}Help`),
          }))}
        />
        {sealed && (
          <>
            <TextField
              label={t("passphrase")}
              type="password"
              autoComplete="new-password"
              value={passphrase}
              onChange={setPassphrase}
            />
            <TextField
              label={t("again")}
              type="password"
              autoComplete="new-password"
              value={again}
              onChange={setAgain}
              error={again !== "" && again !== passphrase ? t("differ") : undefined}
            />
          </>
        )}
        <TextField mono label={t("path")} help={t("pathHelp")} value={path} onChange={setPath} />
        <Problem error={verb.error} />
      </form>
    </Dialog>
  );
}

function Exported({ made, onClose }: { made: ExportResponse; onClose: () => void }) {
  const t = useExchangeText();
  const count = made.sources;
  return (
    <Dialog
      wide
      title={t("exportTitle")}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <Banner title={made.path ? t("exportedTo", { count, path: made.path }) : t("exported", { count })} />
      {made.warnings.length > 0 && (
        <section className={styles.warnings}>
          <h3>{t("warnings")}</h3>
          <ul>
            {made.warnings.slice(0, 200).map((warning) => (
              <li key={`${warning.source} ${warning.env} ${warning.about}`}>
                <b>{[warning.source, warning.env].filter(Boolean).join(" ")}</b> {words(warning.text)}
                {warning.keys.length > 0 && <code> {warning.keys.join(", ")}</code>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
