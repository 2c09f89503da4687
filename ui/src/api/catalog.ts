/**
 * The catalogue: every type, and the words of findings, errors and issues. It is large and comes as a chunk of its own
 * after the first paint; the list needs only the names and glyphs, which are always there.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import typeNames from "./generated/type_names.json";
import type { Bundle, Text, TypeDef } from "./generated/types";

export interface TypeName {
  id: string;
  name: Text;
  glyph: [string, string];
}

export const TYPE_NAMES = typeNames as unknown as TypeName[];

const BY_ID = new Map(TYPE_NAMES.map((type) => [type.id, type]));

/** Name and glyph of a type; a type that this version does not know shows its id. */
export function typeName(id: string): TypeName {
  return BY_ID.get(id) ?? { id, name: { en: id, "zh-CN": id }, glyph: [id.slice(0, 2), "#6d7d86"] };
}

/** The page is drawn first; a hidden window, which is never drawn, does not wait for ever. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 500);
  });
}

export const catalogQuery = queryOptions({
  queryKey: ["catalog"] as const,
  queryFn: async () => {
    await nextPaint();
    return (await import("./generated/catalog.json")).default as unknown as Bundle;
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The catalogue, or `undefined` for the moment until it is loaded. */
export function useCatalog(): Bundle | undefined {
  return useQuery(catalogQuery).data;
}

export function useType(id: string | undefined): TypeDef | undefined {
  return useCatalog()?.types.find((type) => type.id === id);
}
