import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { Combobox } from "../../../components/Combobox";
import { IconButton } from "../../../components/IconButton";
import { TextField } from "../../../components/TextField";
import { useFormContext } from "../context";
import type { MapRow } from "../model/types";
import { isSecretRow, mapRows, mapSlot, sameName } from "../model/values";
import { useFormText } from "../strings";
import styles from "./fields.module.css";
import { SecretControl } from "./SecretControl";
import { type ControlProps, notes, useField } from "./useField";

/** Names and values. The value of a name that the catalogue calls secret is a secret of its own. */
export function MapControl(props: ControlProps) {
  const { env, field } = props;
  const { id, label, value, set, placed, help, onLeave } = useField(props);
  const { dispatch } = useFormContext();
  const t = useFormText();
  if (field.kind.kind !== "map") return null;
  const rows = mapRows(value);
  const names = [...field.kind.suggestions, ...field.kind.secret_keys];
  const free = names.filter((name) => !rows.some((row) => sameName(row.name, name)));

  const change = (index: number, part: Partial<MapRow>) =>
    set(rows.map((old, other) => (other === index ? { ...old, ...part } : old)));
  const rename = (index: number, name: string) => {
    const row = rows[index];
    if (!row) return;
    if (!isSecretRow(field, name)) return change(index, { name });
    // What stood beside a name that turns out to be secret is one: it leaves the properties.
    if (row.value) {
      dispatch({ do: "secret", env, slot: mapSlot(field, name), draft: { is: "typed", value: row.value } });
    }
    change(index, { name, value: "" });
  };
  const remove = (index: number) => {
    const name = rows[index]?.name ?? "";
    set(rows.filter((_, other) => other !== index));
    if (isSecretRow(field, name)) dispatch({ do: "secret", env, slot: mapSlot(field, name), draft: null });
  };

  return (
    <div className={styles.rows}>
      <div className={styles.rowsHead}>{label}</div>
      {rows.map((row, index) => {
        const name = row.name || t("map.noName", { row: index + 1 });
        const own = placed.filter((one) => one.part === row.name);
        return (
          // Names may repeat while they are typed; a row's place is what it is.
          <div key={index} className={styles.mapRow}>
            <Combobox
              mono
              hideLabel
              id={index === 0 ? id : `${id}-${index}`}
              label={t("map.nameOf", { row: index + 1 })}
              placeholder={t("map.name")}
              value={row.name}
              onChange={(next) => rename(index, next)}
              onBlur={() => onLeave(row.name, (trimmed) => rename(index, trimmed))}
              suggestions={free.map((one) => ({ value: one }))}
            />
            {isSecretRow(field, row.name) ? (
              <SecretControl
                env={env}
                slot={mapSlot(field, row.name)}
                label={t("map.valueOf", { name })}
                hideLabel
              />
            ) : (
              <TextField
                mono
                hideLabel
                label={t("map.valueOf", { name })}
                placeholder={t("map.value")}
                value={row.value}
                disabled={row.name === ""}
                onChange={(next) => change(index, { value: next })}
                onBlur={() => onLeave(row.value, (trimmed) => change(index, { value: trimmed }))}
                error={own.length ? notes(own) : undefined}
              />
            )}
            <IconButton
              label={t("map.remove", { name })}
              icon={<X aria-hidden="true" />}
              onClick={() => remove(index)}
            />
          </div>
        );
      })}
      <div className={styles.below}>
        <button
          type="button"
          id={rows.length === 0 ? id : undefined}
          className={styles.add}
          onClick={() => set([...rows, { name: "", value: "" }])}
        >
          <Plus aria-hidden="true" />
          {t("map.add")}
        </button>
        {help && <span className={styles.note}>{help}</span>}
      </div>
    </div>
  );
}
