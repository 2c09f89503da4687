import { useState } from "react";
import { useCatalog } from "../../../api/catalog";
import type { Door, Environment, SourceView, TypeDef } from "../../../api/generated/types";
import { useWorkspace } from "../../../api/workspaces";
import { useDoor, useGo, usePageTitle } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { ProdLocked } from "../../../components/locked";
import { useText } from "../../../i18n";
import { FormScreen } from "../FormScreen";
import { carriedOver } from "../handover";
import { useEnvs } from "../hooks/useEnvs";
import { useFreshDraft, useFreshSource } from "../hooks/useFresh";
import { keptKey, readDraft } from "../model/draft";
import { openForm } from "../model/form";
import { useFormText } from "../strings";
import { FormSkeleton } from "./FormSkeleton";
import { PageError } from "./PageError";
import { ReceivedPage } from "./ReceivedPage";

/** A saved source; goes on with what was not saved the last time. */
export function EditPage({ id }: { id: string }) {
  const t = useFormText();
  const text = useText();
  const go = useGo();
  const { door, pages } = useDoor();
  const catalog = useCatalog();
  const source = useFreshSource(id);
  const envs = useEnvs(source.data?.workspace);
  const kept = useFreshDraft(keptKey(door, id));
  const error = source.error ?? kept.error;
  if (error)
    return <PageError error={error} onRetry={() => void Promise.all([source.refetch(), kept.refetch()])} />;
  if (!catalog || !envs || !source.data || kept.data === undefined) return <FormSkeleton />;
  const view = source.data;
  const def = catalog.types.find((candidate) => candidate.id === view.type);
  if (!def) {
    return (
      <EmptyState
        title={t("page.noType", { type: view.type })}
        actions={<Button onClick={() => go(pages.list)}>{text("nav.sources")}</Button>}
      />
    );
  }
  const { shared } = view;
  const editable = shared === null ? envs : envs.filter((env) => shared[env] === "edit");
  if (shared !== null && editable.length === 0) return <ReceivedPage def={def} view={view} shared={shared} />;
  return <Begin def={def} door={door} view={view} envs={editable} kept={kept.data?.form ?? null} />;
}

type BeginProps = {
  def: TypeDef;
  door: Door;
  view: SourceView;
  envs: Environment[];
  kept: Record<string, unknown> | null;
};

function Begin({ def, door, view, envs, kept }: BeginProps) {
  usePageTitle(view.name);
  const locked = useWorkspace(view.workspace)?.locked ?? false;
  const [session] = useState(() => {
    const { form, frame } = openForm(def, view, envs, door);
    return { frame, baseline: form, draft: readDraft(kept), begin: carriedOver(view.id) };
  });
  return (
    <ProdLocked value={locked}>
      <FormScreen {...session} />
    </ProdLocked>
  );
}
