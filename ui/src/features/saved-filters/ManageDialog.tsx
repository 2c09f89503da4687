import { useState } from "react";
import { typeName } from "../../api/catalog";
import type { ListFilter, SavedFilter } from "../../api/generated/types";
import { useDeleteFilter } from "../../api/many";
import { words } from "../../api/words";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Given } from "../../components/Given";
import { Problem } from "../../components/Problem";
import { Table } from "../../components/Table";
import tableStyles from "../../components/Table.module.css";
import { useText } from "../../i18n";
import { SaveDialog } from "./SaveDialog";
import { useSavedText } from "./strings";

/** Every filter with what it shows, to be renamed or deleted. */
export function ManageDialog({ saved, onClose }: { saved: SavedFilter[]; onClose: () => void }) {
  const t = useSavedText();
  const text = useText();
  const remove = useDeleteFilter();
  const [renaming, setRenaming] = useState<SavedFilter | null>(null);
  return (
    <Dialog
      wide
      title={t("saved")}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("close")}
        </Button>
      }
    >
      {saved.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <Table heads={[t("name"), t("what"), { label: t("actions"), hidden: true }]}>
          {saved.map((each) => (
            <tr key={each.id}>
              <th scope="row">
                <Given>{each.name}</Given>
              </th>
              <td>
                <Given>{said(each.filter) || t("everything")}</Given>
              </td>
              <td className={tableStyles.shrink}>
                <Button
                  small
                  variant="quiet"
                  aria-label={t("renameOf", { name: each.name })}
                  onClick={() => setRenaming(each)}
                >
                  {t("rename")}
                </Button>
                <Button
                  small
                  variant="quiet"
                  aria-label={t("deleteOf", { name: each.name })}
                  onClick={() => remove.mutate({ id: each.id })}
                >
                  {t("delete")}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Problem error={remove.error} />
      {renaming && <SaveDialog filter={renaming.filter} saved={renaming} onClose={() => setRenaming(null)} />}
    </Dialog>
  );

  function said({ search, types, states, env, tags, favourites }: ListFilter): string {
    const parts = [
      search && `“${search}”`,
      ...types.map((id) => words(typeName(id).name)),
      ...states.map((state) => text(`state.${state}`)),
      env && text(`env.${env}`),
      ...tags.map((tag) => `#${tag}`),
      favourites && text("list.favourites"),
    ];
    return parts.filter(Boolean).join(" · ");
  }
}
