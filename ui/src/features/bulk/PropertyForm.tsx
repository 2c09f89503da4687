import { useReducer } from "react";
import { useCatalog } from "../../api/catalog";
import type { Bundle, Environment, Field, TypeDef } from "../../api/generated/types";
import { words } from "../../api/words";
import { Checkbox } from "../../components/Checkbox";
import { Select } from "../../components/Select";
import { Context, type FormContext } from "../source-form/context";
import { Control } from "../source-form/fields/Control";
import { fieldsOf, modeOf } from "../source-form/model/conditions";
import { newForm } from "../source-form/model/form";
import { opened, reduce } from "../source-form/model/state";
import { toJson } from "../source-form/model/values";
import type { FormProps } from "./model";
import { SidePick } from "./SidePick";
import { useBulkText } from "./strings";

/** One property of one type and mode, with the very control that the form of a data source has for it. */
export function PropertyForm(props: FormProps) {
  const catalog = useCatalog();
  return catalog ? <OfType catalog={catalog} {...props} /> : null;
}

interface Said {
  type: string;
  mode: string;
  env: Environment;
  key: string | null;
  /** The property goes. */
  gone: boolean;
}

function OfType({ catalog, chosen, begin, onChange }: FormProps & { catalog: Bundle }) {
  const t = useBulkText();
  const types = catalog.types.filter(({ id }) => chosen.types.length === 0 || chosen.types.includes(id));
  const [said, say] = useReducer(
    (before: Said, part: Partial<Said>): Said => ({ ...before, ...part }),
    null,
    (): Said => {
      const [def] = types.length > 0 ? types : catalog.types;
      const first = { type: def?.id ?? "", mode: def?.modes[0]?.id ?? "" };
      const env = chosen.sides.at(-1) ?? "prod";
      return { ...first, env, key: null, gone: false, ...(begin?.what === "property" && begin) };
    },
  );
  const def = catalog.types.find(({ id }) => id === said.type);
  if (!def) return null;
  const mode = modeOf(def, said.mode);
  const fields = fieldsOf(mode).filter(({ secret }) => !secret);
  const field = fields.find(({ key }) => key === said.key);
  const tell = (part: Partial<Said>, value: unknown = null) => {
    const next = { ...said, ...part };
    say(part);
    const { type, mode, env, key, gone } = next;
    const given = gone || value !== null;
    onChange(key && given ? { what: "property", type, mode, env, key, value: gone ? null : value } : null);
  };
  return (
    <>
      {types.length !== 1 && (
        <Select
          label={t("type")}
          value={said.type}
          onChange={(type) => {
            const other = catalog.types.find(({ id }) => id === type);
            tell({ type, mode: other?.modes[0]?.id ?? "", key: null, gone: false });
          }}
          options={(types.length > 0 ? types : catalog.types).map(({ id, name }) => ({
            value: id,
            label: words(name),
          }))}
        />
      )}
      {def.modes.length > 1 && (
        <Select
          label={t("mode")}
          value={mode.id}
          onChange={(next) => tell({ mode: next, key: null, gone: false })}
          options={def.modes.map(({ id, label }) => ({ value: id, label: words(label) }))}
        />
      )}
      <SidePick sides={chosen.sides} env={said.env} onChange={(env) => tell({ env })} />
      <Select
        label={t("field")}
        value={said.key}
        placeholder={t("choose")}
        onChange={(key) => tell({ key, gone: false })}
        options={fields.map(({ key, label }) => ({ value: key, label: words(label) }))}
      />
      {field && (
        <>
          {!said.gone && (
            <Value
              key={`${said.type} ${said.mode} ${said.env} ${field.key}`}
              {...{ def, mode: mode.id, field, env: said.env }}
              onChange={(value) => tell({}, value)}
            />
          )}
          {field.required !== "yes" && (
            <Checkbox label={t("removeValue")} checked={said.gone} onChange={(gone) => tell({ gone })} />
          )}
        </>
      )}
    </>
  );
}

interface ValueProps {
  def: TypeDef;
  mode: string;
  env: Environment;
  field: Field;
  onChange: (value: unknown) => void;
}

/** The control of a field, in a form of its own that nobody sees. */
function Value({ def, mode, env, field, onChange }: ValueProps) {
  const [state, dispatch] = useReducer(reduce, null, () => {
    const { form, frame } = newForm(def, [env]);
    return reduce(opened(frame, form), { do: "mode", env, mode });
  });
  const context: FormContext = {
    ...ALONE,
    state,
    dispatch: (action) => {
      dispatch(action);
      if (action.do === "value") onChange(jsonOf(field, action.value));
    },
  };
  return (
    <Context.Provider value={context}>
      <Control env={env} field={field} />
    </Context.Provider>
  );
}

const ALONE: Omit<FormContext, "state" | "dispatch"> = {
  checks: {},
  issues: [],
  single: null,
  show: () => {},
  jump: () => {},
  fill: () => {},
  isOpen: () => true,
  setOpen: () => {},
  test: () => {},
  abandon: () => {},
};

/** What a form leaves out because it is the default is meant here; ports are numbers. */
function jsonOf(field: Field, value: unknown): unknown {
  if (field.kind.kind === "switch") return value;
  const json = toJson(field, value) ?? null;
  if (field.kind.kind !== "addresses" || !Array.isArray(json)) return json;
  return json.map((row) => ({ ...row, port: /^\d+$/.test(row.port) ? Number(row.port) : row.port }));
}
