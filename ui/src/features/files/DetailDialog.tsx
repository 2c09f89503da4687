import type { ReactNode } from "react";
import { Link } from "wouter";
import type { FileView } from "../../api/generated/types";
import { PAGES } from "../../app/pages";
import { Dialog } from "../../components/Dialog";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { Tag } from "../../components/Tag";
import { useLang } from "../../i18n";
import { ExpiryNote } from "./ExpiryNote";
import { dayOf, sizeOf } from "./facts";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

/** Everything that can be shown of a file. */
export default function DetailDialog({ file, onClose }: { file: FileView; onClose: () => void }) {
  const t = useFilesText();
  const lang = useLang();
  const { facts } = file;
  const more = facts.certificate_count - facts.certificates.length;
  return (
    <Dialog wide reading title={file.name} description={file.description || undefined} onClose={onClose}>
      <Facts
        rows={[
          [t("kind"), `${t(`kind.${file.kind}`)} · ${sizeOf(file.size, lang)}`],
          [t("id"), <code key="id">{file.id}</code>],
          ["", <ExpiryNote key="expiry" file={file} />],
          ["", file.kept === "session" && t("session")],
          [t("passphrase"), facts.passphrase && t("passphraseNeeded")],
          [t("entries"), facts.entries.join(", ")],
          [t("realms"), facts.realms.join(", ")],
          [t("account"), facts.client_email],
          [t("project"), facts.project_id],
        ]}
      />
      {facts.certificates.map((certificate) => (
        <Facts
          key={certificate.fingerprint}
          rows={[
            [
              t("subject"),
              <span key="subject">
                <Given>{certificate.subject}</Given> {certificate.authority && <Tag>{t("authority")}</Tag>}
              </span>,
            ],
            [t("issuer"), <Given key="issuer">{certificate.issuer}</Given>],
            [t("validity"), `${dayOf(certificate.not_before, lang)} – ${dayOf(certificate.not_after, lang)}`],
            [t("key"), `${certificate.algorithm} ${certificate.bits ?? ""}`],
            [t("serial"), <code key="serial">{certificate.serial}</code>],
            [t("fingerprint"), <code key="fingerprint">{certificate.fingerprint}</code>],
          ]}
        />
      ))}
      {more > 0 && <p className={styles.quiet}>{t("more", { count: more })}</p>}
      {facts.keys.map((key, index) => (
        <Facts
          key={index}
          rows={[
            [t("key"), key.algorithm ? `${key.algorithm} ${key.bits ?? ""}` : t("passphraseNeeded")],
            [t("fingerprint"), key.fingerprint && <code key="fingerprint">{key.fingerprint}</code>],
          ]}
        />
      ))}
      {facts.principals.map((principal) => (
        <Facts
          key={principal.principal}
          rows={[
            [t("principal"), <code key="principal">{principal.principal}</code>],
            [t("encryption"), principal.encryption.join(", ")],
          ]}
        />
      ))}
      <Facts
        rows={[[t("usedBy"), file.references.length ? <Users key="users" file={file} /> : t("nobody")]]}
      />
    </Dialog>
  );
}

/** The data sources that name a file, each the way to it. */
export function Users({ file }: { file: FileView }) {
  return (
    <ul className={styles.users}>
      {file.references.map((user) => (
        <li key={`${user.source} ${user.env} ${user.field}`}>
          <Link href={PAGES.source(user.source)}>{user.name}</Link> <EnvBadge env={user.env} />{" "}
          <code>{user.field}</code>
        </li>
      ))}
    </ul>
  );
}

/** Names and values; a row without a value is left out. */
function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) =>
        value === "" || value === false || value === null || value === undefined ? null : (
          <div key={`${name}${typeof value === "string" ? value : ""}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
