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
import { Table } from "../../components/Table";
import tableStyles from "../../components/Table.module.css";
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
    <Table
      heads={[
        t("name"),
        t("kind"),
        t("inside"),
        { label: t("size"), className: styles.wide },
        { label: t("uploaded"), className: styles.wide },
        t("usedBy"),
        { label: t("actions"), hidden: true },
      ]}
    >
      {files.map((file) => (
        <tr key={file.id}>
          <th scope="row">
            <button type="button" className={tableStyles.name} onClick={() => onAct("details", file)}>
              <Given>{file.name}</Given>
            </button>
            {file.description && (
              <span className={tableStyles.quiet}>
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
            <span className={tableStyles.quiet}>
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
          <td className={tableStyles.shrink}>
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
    </Table>
  );
}
