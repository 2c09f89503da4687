import { useReducer } from "react";
import { typeName, useCatalog } from "../../api/catalog";
import type { Bundle, Environment, SecretInput } from "../../api/generated/types";
import { words } from "../../api/words";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { TextArea } from "../../components/TextArea";
import { TextField } from "../../components/TextField";
import { useText } from "../../i18n";
import { fieldsOf } from "../source-form/model/conditions";
import { otherEnv } from "../source-form/model/types";
import { mapSlot } from "../source-form/model/values";
import type { Chosen, FormProps } from "./model";
import { SidePick } from "./SidePick";
import { useBulkText } from "./strings";

type How = "value" | "from" | "ask" | "clear";

interface Said {
  env: Environment;
  slot: string | null;
  how: How;
  typed: string;
}

/** One secret of one side of each: a value for all, each one's own from its other side, asked for, or gone. */
export function SecretForm({ chosen, begin, onChange }: FormProps) {
  const t = useBulkText();
  const text = useText();
  const catalog = useCatalog();
  const slots = catalog ? slotsOf(catalog, chosen) : [];
  const [said, say] = useReducer(
    (before: Said, part: Partial<Said>): Said => ({ ...before, ...part }),
    null,
    (): Said => ({
      env: chosen.sides.at(-1) ?? "prod",
      slot: slots.length === 1 ? (slots[0]?.id ?? null) : null,
      how: "value",
      typed: "",
      ...(begin?.what === "secret" && { env: begin.env, slot: begin.slot }),
    }),
  );
  const tell = (part: Partial<Said>) => {
    const next = { ...said, ...part };
    say(part);
    const { env, slot } = next;
    const secret = secretOf(next);
    onChange(slot && secret !== undefined ? { what: "secret", env, slot, secret } : null);
  };
  const other = text(`env.${otherEnv(said.env)}`);
  const slot = slots.find(({ id }) => id === said.slot);
  const Input = slot?.many ? TextArea : TextField;
  return (
    <>
      <SidePick sides={chosen.sides} env={said.env} onChange={(env) => tell({ env })} />
      <Select
        label={t("slot")}
        value={said.slot}
        placeholder={t("choose")}
        onChange={(slot) => tell({ slot })}
        options={slots.map(({ id, label, types }) => ({
          value: id,
          label: `${label} (${types.join(", ")})`,
        }))}
      />
      <RadioGroup<How>
        label={t("how")}
        value={said.how}
        onChange={(how) => tell({ how })}
        options={[
          { value: "value", label: t("how.value") },
          ...(chosen.sides.length > 1
            ? [{ value: "from" as const, label: t("how.from", { env: other }) }]
            : []),
          { value: "ask", label: t("how.ask") },
          { value: "clear", label: t("how.clear") },
        ]}
      />
      {said.how === "value" && (
        <Input
          label={t("newValue")}
          value={said.typed}
          onChange={(typed: string) => tell({ typed })}
          {...(slot?.many ? { rows: 4 } : { type: "password", autoComplete: "new-password" })}
        />
      )}
    </>
  );
}

/** `undefined`: nothing was typed yet. */
function secretOf({ how, typed, env }: Said): SecretInput | undefined {
  switch (how) {
    case "value":
      return typed === "" ? undefined : typed;
    case "from":
      return { from: otherEnv(env) };
    case "ask":
      return { ask: true };
    case "clear":
      return null;
  }
}

interface Slot {
  id: string;
  label: string;
  types: string[];
  /** Several lines. */
  many: boolean;
}

/** Every secret that one of the types may have. */
function slotsOf(catalog: Bundle, { types }: Chosen): Slot[] {
  const found = new Map<string, Slot>();
  for (const def of catalog.types.filter(({ id }) => types.length === 0 || types.includes(id))) {
    for (const field of def.modes.flatMap(fieldsOf)) {
      const label = words(field.label);
      const own: [string, string][] = field.secret ? [[field.key, label]] : [];
      const inMap = field.kind.kind === "map" ? field.kind.secret_keys : [];
      for (const [id, label] of [...own, ...inMap.map((name) => [mapSlot(field, name), name] as const)]) {
        const slot = found.get(id) ?? { id, label, types: [], many: field.kind.kind === "multiline" };
        const type = words(typeName(def.id).name);
        if (!slot.types.includes(type)) slot.types.push(type);
        found.set(id, slot);
      }
    }
  }
  return [...found.values()];
}
