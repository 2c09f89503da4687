import type { Entry, Field, Stage, TypeDef } from "../../../api/generated/types";

/** Stages that fail because of where the target is said to be. */
const WHERE: Stage[] = ["resolve_host", "connect_port", "handshake_tls"];

/**
 * The field that an advice leads to, among those of the mode: the one that it names; for a target that cannot be
 * reached, the one that says where it is.
 */
export function fieldOf(
  def: TypeDef | undefined,
  modeId: string | undefined,
  entry: Entry | undefined,
  stage: Stage,
): string | undefined {
  const mode = def?.modes.find((candidate) => candidate.id === modeId) ?? def?.modes[0];
  const fields = mode?.groups.flatMap((group) => group.fields) ?? [];
  const named = fields.find((field) => field.key === entry?.field);
  if (named || !entry?.advice || !WHERE.includes(stage)) return named?.key;
  return fields.find(saysWhere)?.key;
}

const saysWhere = ({ kind }: Field) =>
  kind.kind === "addresses" || (kind.kind === "text" && kind.rule === "oss_endpoint");
