import { useState } from "react";
import { useShownWorkspace } from "../../../api/app";
import { useCatalog } from "../../../api/catalog";
import type { Door, Environment, TypeDef, WorkspaceId } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { useWorkspace } from "../../../api/workspaces";
import { useDoor, useGo, usePageTitle } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { ProdLocked } from "../../../components/locked";
import { FormScreen } from "../FormScreen";
import { handedOver } from "../handover";
import { useEnvs } from "../hooks/useEnvs";
import { useFreshDraft } from "../hooks/useFresh";
import { newKey, readDraft } from "../model/draft";
import { newForm } from "../model/form";
import { pasteInto } from "../model/paste";
import { useFormText } from "../strings";
import { FormSkeleton } from "./FormSkeleton";
import { PageError } from "./PageError";

/** A new source of one type; goes on with what was not saved the last time. */
export function NewPage({ typeId }: { typeId: string }) {
  const t = useFormText();
  const go = useGo();
  const { door, pages } = useDoor();
  const catalog = useCatalog();
  const envs = useEnvs();
  const workspace = useShownWorkspace();
  const kept = useFreshDraft(newKey(typeId, door));
  if (kept.error) return <PageError error={kept.error} onRetry={() => void kept.refetch()} />;
  if (!catalog || !envs || !workspace || kept.data === undefined) return <FormSkeleton />;
  const def = catalog.types.find((candidate) => candidate.id === typeId);
  if (!def) {
    return (
      <EmptyState
        title={t("page.noType", { type: typeId })}
        actions={
          <Button variant="primary" onClick={() => go(pages.new)}>
            {t("page.pick")}
          </Button>
        }
      >
        {t("page.noTypeHint")}
      </EmptyState>
    );
  }
  return <Begin def={def} door={door} envs={envs} workspace={workspace} kept={kept.data?.form ?? null} />;
}

type BeginProps = {
  def: TypeDef;
  door: Door;
  envs: Environment[];
  workspace: WorkspaceId;
  kept: Record<string, unknown> | null;
};

function Begin(props: BeginProps) {
  const t = useFormText();
  usePageTitle(t("head.new", { type: words(props.def.name) }));
  const locked = useWorkspace(props.workspace)?.locked ?? false;
  const [session] = useState(() => {
    const { form, frame } = newForm(props.def, props.envs, props.workspace, props.door);
    const draft = readDraft(props.kept);
    const pasted = handedOver(props.def.id);
    const [env = "prod"] = props.envs;
    const begin = pasted ? pasteInto(form, frame, env, pasted) : undefined;
    return { frame, baseline: form, draft: draft?.type === props.def.id ? draft : null, begin };
  });
  return (
    <ProdLocked value={locked}>
      <FormScreen {...session} />
    </ProdLocked>
  );
}
