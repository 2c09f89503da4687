import Ellipsis from "lucide-react/icons/ellipsis";
import FileUp from "lucide-react/icons/file-up";
import Info from "lucide-react/icons/info";
import Pencil from "lucide-react/icons/pencil";
import Trash2 from "lucide-react/icons/trash-2";
import type { FileView, Right } from "../../api/generated/types";
import { Given } from "../../components/Given";
import { MenuButton } from "../../components/MenuButton";
import type { MenuEntry } from "../../components/menu-items";
import { RelativeTime } from "../../components/RelativeTime";
import { useLang } from "../../i18n";
import { ExpiryNote } from "./ExpiryNote";
import { headline, sizeOf } from "./facts";
import styles from "./files.module.css";
import { useFilesText } from "./strings";

export type FileAct = "details" | "describe" | "replace" | "delete";

interface TableProps {
  files: FileView[];
  /** Why the role in use lacks a right; null: it has it. */
  denied: (right: Right) => string | null;
  onAct: (what: FileAct, file: FileView) => void;
}

/** Name, kind, what is inside and until when, size, who brought it, who uses it. */
export function FileTable({ files, denied, onAct }: TableProps) {
  const t = useFilesText();
  const lang = useLang();
  const barred = (right: Right) => ({ sub: denied(right), disabled: denied(right) !== null });
  const entries = (file: FileView): MenuEntry[] => [
    { label: t("details"), icon: <Info aria-hidden="true" />, onSelect: () => onAct("details", file) },
    {
      ...barred("edit"),
      label: t("describe"),
      icon: <Pencil aria-hidden="true" />,
      onSelect: () => onAct("describe", file),
    },
    {
      ...barred("edit"),
      label: t("replace"),
      icon: <FileUp aria-hidden="true" />,
      onSelect: () => onAct("replace", file),
    },
    { kind: "separator" },
    {
      ...barred("manage"),
      label: t("delete"),
      danger: true,
      icon: <Trash2 aria-hidden="true" />,
      onSelect: () => onAct("delete", file),
    },
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("kind")}</th>
          <th scope="col">{t("inside")}</th>
          <th scope="col" className={styles.wide}>
            {t("size")}
          </th>
          <th scope="col" className={styles.wide}>
            {t("uploaded")}
          </th>
          <th scope="col">{t("usedBy")}</th>
          <th scope="col">
            <span className="sr-only">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.id}>
            <th scope="row">
              <button type="button" className={styles.name} onClick={() => onAct("details", file)}>
                <Given>{file.name}</Given>
              </button>
              {file.description && (
                <span className={styles.description}>
                  <Given>{file.description}</Given>
                </span>
              )}
            </th>
            <td>{t(`kind.${file.kind}`)}</td>
            <td className={styles.inside}>
              <span className={styles.headline}>
                <Given>{headline(file)}</Given>
              </span>
              <ExpiryNote file={file} />
            </td>
            <td className={styles.wide}>{sizeOf(file.size, lang)}</td>
            <td className={styles.wide}>
              <RelativeTime at={file.replaced_at ?? file.created_at} focusable />
              <span className={styles.description}>
                {t(file.replaced_at ? "replacedBy" : "by", { user: file.uploader })}
              </span>
            </td>
            <td>
              {file.references.length ? (
                t("sources", { count: file.references.length })
              ) : (
                <span className={styles.quiet}>{t("nobody")}</span>
              )}
            </td>
            <td className={styles.actions}>
              <MenuButton
                small
                variant="quiet"
                align="end"
                label={t("menu", { name: file.name })}
                icon={<Ellipsis aria-hidden="true" />}
                entries={() => entries(file)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
