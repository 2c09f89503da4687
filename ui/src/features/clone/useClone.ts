import { useState } from "react";
import type { AppError, CloneSecrets, Environment, SourceView } from "../../api/generated/types";
import { useCloneName, useCloneSource, useSource } from "../../api/sources";
import { useWords } from "../../api/words";
import { isAboutName } from "../../components/NameProblem";
import { ApiError } from "../../platform";

const BOTH: Environment[] = ["dev", "prod"];

/** State of the clone dialog. */
export function useClone(id: string, onDone: (view: SourceView) => void) {
  const proposal = useCloneName(id);
  const source = useSource(id);
  const verb = useCloneSource();
  const { error: wordsOf } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Environment[] | null>(null);
  const [secrets, setSecrets] = useState<CloneSecrets>("copy");
  const [refused, setRefused] = useState<AppError | null>(null);

  const view = source.data;
  const sides = view && BOTH.filter((env) => view[env] !== null);
  const envs = chosen ?? sides ?? [];
  const name = typed ?? proposal.data?.name ?? "";
  const hasSecrets = envs.some((env) =>
    Object.values(view?.[env]?.secret_states ?? {}).some((state) => state !== "missing"),
  );
  const ready = name.trim() !== "" && sides !== undefined && (envs.length > 0 || sides.length === 0);

  const submit = () => {
    if (!ready || verb.isPending) return;
    setRefused(null);
    verb.mutate(
      { id, name: name.trim(), envs, secrets: hasSecrets ? secrets : "copy" },
      { onSuccess: (view) => onDone(view), onError: ({ error }) => setRefused(error) },
    );
  };

  return {
    name,
    setName: (next: string) => {
      setTyped(next);
      setRefused(null);
    },
    sides,
    envs,
    setEnv: (env: Environment, on: boolean) =>
      setChosen(BOTH.filter((one) => (one === env ? on : envs.includes(one)))),
    secrets,
    setSecrets,
    hasSecrets,
    ready,
    submit,
    busy: verb.isPending,
    refused: refused && isAboutName(refused) ? refused : null,
    error: refused && !isAboutName(refused) ? wordsOf(new ApiError(refused)) : null,
    failed: source.error ?? null,
    retry: () => void source.refetch(),
  };
}
