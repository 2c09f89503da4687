import type { TypeDef } from "../../../api/generated/types";

/** Types whose id, name or description has every word, in either language. */
export function found(types: TypeDef[], search: string): TypeDef[] {
  const parts = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!parts.length) return types;
  return types.filter((type) => {
    const text = [type.id, type.name.en, type.name["zh-CN"], type.about.en, type.about["zh-CN"]]
      .join("\n")
      .toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}
