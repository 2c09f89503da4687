import { useRef, useState } from "react";
import type { Environment, ImportFrom, ImportReadRequest } from "../../api/generated/types";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Problem } from "../../components/Problem";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import type { ApiError } from "../../platform";
import styles from "./exchange.module.css";
import { useExchangeText } from "./strings";

const FROM: ImportFrom[] = ["document", "my_cnf", "login_path", "ossutil", "odps", "dbeaver", "urls"];

interface StartProps {
  standard: boolean;
  busy: boolean;
  error: ApiError | null;
  onRead: (request: ImportReadRequest) => void;
}

/** Where an import comes from. Nothing is read before somebody says so. */
export function Start({ standard, busy, error, onRead }: StartProps) {
  const t = useExchangeText();
  const [from, setFrom] = useState<ImportFrom>("document");
  const [path, setPath] = useState("");
  const [env, setEnv] = useState<Environment>(standard ? "dev" : "prod");
  const [passwords, setPasswords] = useState(false);
  const [content, setContent] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const own = from === "document";
  const sealed = error?.error.code === "passphrase_needed" || error?.error.code === "passphrase_wrong";
  const read = (file: string | null) =>
    onRead({
      from,
      passwords,
      ...(file !== null ? { content: file } : path.trim() && { path: path.trim() }),
      ...(!own && { env }),
      ...(passphrase && { passphrase }),
    });
  const chosen = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const words = await file.text();
    setContent(words);
    read(words);
  };
  return (
    <form
      className={styles.start}
      onSubmit={(event) => {
        event.preventDefault();
        read(content);
      }}
    >
      <Select<ImportFrom>
        label={t("from")}
        value={from}
        onChange={(next) => {
          setFrom(next);
          setContent(null);
        }}
        options={FROM.map((value) => ({ value, label: t(value) }))}
      />
      {from !== "login_path" && (
        <div>
          <input
            ref={input}
            type="file"
            className="sr-only"
            aria-label={t("file")}
            tabIndex={-1}
            onChange={(event) => {
              void chosen(event.target.files);
              event.target.value = "";
            }}
          />
          <Button variant={own ? "primary" : "default"} busy={busy} onClick={() => input.current?.click()}>
            {t("file")}
          </Button>
        </div>
      )}
      {!own && (
        <>
          <TextField mono label={t("filePath")} help={t("filePathHelp")} value={path} onChange={setPath} />
          {standard && (
            <RadioGroup<Environment>
              row
              label={t("env")}
              value={env}
              onChange={setEnv}
              options={(["dev", "prod"] as const).map((value) => ({ value, label: t(value) }))}
            />
          )}
          {from === "dbeaver" && (
            <Checkbox label={t("passwords")} checked={passwords} onChange={setPasswords} />
          )}
          <div>
            <Button variant="primary" type="submit" busy={busy}>
              {t("read")}
            </Button>
          </div>
        </>
      )}
      {sealed && content !== null && (
        <>
          <h3>{t("sealedTitle")}</h3>
          <TextField
            label={t("passphrase")}
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={setPassphrase}
          />
          <div>
            <Button variant="primary" type="submit" busy={busy} disabled={passphrase === ""}>
              {t("open")}
            </Button>
          </div>
        </>
      )}
      {error && error.error.code !== "passphrase_needed" && <Problem error={error} />}
    </form>
  );
}
