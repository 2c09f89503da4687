import ArrowLeft from "lucide-react/icons/arrow-left";
import { useCatalog } from "../../../api/catalog";
import { useSource } from "../../../api/sources";
import { useWorkspace } from "../../../api/workspaces";
import { PAGES, useGo, usePageTitle } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { IconButton } from "../../../components/IconButton";
import { ProdLocked } from "../../../components/locked";
import { TypeGlyph } from "../../../components/TypeGlyph";
import { CompareTable } from "../dialogs/CompareTable";
import { useEnvs } from "../hooks/useEnvs";
import { openForm } from "../model/form";
import head from "../parts/head.module.css";
import screen from "../parts/screen.module.css";
import { useFormText } from "../strings";
import { FormSkeleton } from "./FormSkeleton";
import { PageError } from "./PageError";

/** The saved sides of one source next to each other. */
export function ComparePage({ id }: { id: string }) {
  const t = useFormText();
  const go = useGo();
  const catalog = useCatalog();
  const source = useSource(id);
  const view = source.data;
  const envs = useEnvs(view?.workspace);
  const workspace = useWorkspace(view?.workspace);
  usePageTitle(view ? t("compare.titleOf", { name: view.name }) : t("compare.title"));
  if (source.error) return <PageError error={source.error} onRetry={() => void source.refetch()} />;
  const def = catalog?.types.find((candidate) => candidate.id === view?.type);
  if (!view || !envs || !catalog) return <FormSkeleton />;
  const locked = workspace?.locked ?? false;
  const opened = def && openForm(def, view, envs);
  return (
    <div className={screen.page}>
      <div className={screen.form}>
        <header className={head.header}>
          <IconButton
            className={head.back}
            label={t("head.back")}
            icon={<ArrowLeft aria-hidden="true" />}
            onClick={() => go(PAGES.list)}
          />
          <TypeGlyph type={view.type} />
          <h1 className={head.title}>{t("compare.titleOf", { name: view.name })}</h1>
          <span className={head.grow} />
          <Button onClick={() => go(PAGES.source(id))}>{t("compare.edit")}</Button>
        </header>
        <div className={screen.scroll}>
          <ProdLocked value={locked}>
            {opened && envs.length > 1 ? (
              <CompareTable {...opened} />
            ) : (
              <EmptyState title={t("compare.one")} />
            )}
          </ProdLocked>
        </div>
      </div>
    </div>
  );
}
