import CircleDashed from "lucide-react/icons/circle-dashed";
import Copy from "lucide-react/icons/copy";
import { typeName, useCatalog } from "../../api/catalog";
import type { Bundle, UpgradedSource } from "../../api/generated/types";
import { words } from "../../api/words";
import { EnvBadge } from "../../components/EnvBadge";
import { Table } from "../../components/Table";
import { TypeGlyph } from "../../components/TypeGlyph";
import { useLang } from "../../i18n";
import { useSpaceText } from "./strings";
import styles from "./workspaces.module.css";

/** Rows that a person can take in; the rest is counted. */
const SHOWN = 200;

/** What an upgrade would make of every data source. */
export function UpgradeTable({ sources, prefill }: { sources: UpgradedSource[]; prefill: boolean }) {
  const t = useSpaceText();
  if (sources.length === 0) return <p className={styles.quiet}>{t("noSources")}</p>;
  const open = sources.filter((source) => !source.prefilled || source.missing.length > 0).length;
  return (
    <section className={styles.result}>
      <p role="status">
        {t("summary", { count: sources.length })}
        {open > 0 && ` · ${t("toFill", { count: open })}`}
      </p>
      <Table heads={[t("source"), { label: <EnvBadge env="prod" /> }, { label: <EnvBadge env="dev" /> }]}>
        {sources.slice(0, SHOWN).map((source) => (
          <tr key={source.id}>
            <th scope="row">
              <span className={styles.nameLine}>
                <TypeGlyph type={source.type} />
                <span className={styles.source}>{source.name}</span>
                <span className={styles.quiet}>{words(typeName(source.type).name)}</span>
              </span>
            </th>
            <td className={styles.quiet}>{t("stays")}</td>
            <td>
              <Development source={source} prefill={prefill} />
            </td>
          </tr>
        ))}
      </Table>
      {sources.length > SHOWN && (
        <p className={styles.quiet}>{t("more", { count: sources.length - SHOWN })}</p>
      )}
    </section>
  );
}

function Development({ source, prefill }: { source: UpgradedSource; prefill: boolean }) {
  const t = useSpaceText();
  const lang = useLang();
  const catalog = useCatalog();
  if (!source.prefilled) {
    return (
      <span className={styles.outcome}>
        <CircleDashed aria-hidden="true" />
        <span>
          {t("incomplete")}
          <span className={styles.quiet}> · {t(prefill ? "notPrefilled" : "incompleteHelp")}</span>
        </span>
      </span>
    );
  }
  const names = source.missing.map((key) => labelOf(catalog, source.type, key));
  const list = new Intl.ListFormat(lang, { type: "conjunction" }).format(names);
  return (
    <span className={styles.outcome}>
      <Copy aria-hidden="true" />
      <span>
        {t("prefilled")}
        <span className={styles.quiet}>
          {" "}
          · {names.length ? t("missing", { names: list }) : t("complete")}
        </span>
      </span>
    </span>
  );
}

/** What a property is called in the form; its key where the catalogue does not say. */
function labelOf(catalog: Bundle | undefined, type: string, key: string): string {
  const def = catalog?.types.find((each) => each.id === type);
  const fields = def?.modes.flatMap((mode) => mode.groups).flatMap((group) => group.fields) ?? [];
  const label = fields.find((field) => field.key === key)?.label;
  return label ? words(label) : key;
}
