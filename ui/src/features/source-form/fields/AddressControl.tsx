import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { cx } from "../../../components/cx";
import { IconButton } from "../../../components/IconButton";
import { TextField } from "../../../components/TextField";
import type { Placed } from "../model/issues";
import type { AddressRow } from "../model/types";
import { addressRows, newAddress } from "../model/values";
import { useFormText } from "../strings";
import styles from "./fields.module.css";
import { type ControlProps, notes, useField } from "./useField";

/** Rows of host and port. */
export function AddressControl(props: ControlProps) {
  const { field } = props;
  const { id, label, required, value, set, placed, help, missing, said, onFocus, onLeave } = useField(props);
  const t = useFormText();
  const found = addressRows(value);
  const rows = found.length ? found : [newAddress(field)];
  const many = field.kind.kind === "addresses" && field.kind.many;
  const change = (row: number, part: Partial<AddressRow>) =>
    set(rows.map((old, index) => (index === row ? { ...old, ...part } : old)));
  const general = placed.filter((one) => one.row === undefined);
  return (
    <div className={styles.rows}>
      {rows.map((row, index) => {
        const own = placed.filter((one) => one.row === index);
        const at = (part: string): Placed[] => own.filter((one) => one.part === part);
        const first = index === 0;
        return (
          // Rows have no id of their own; their place is what they are.
          <div key={index} className={cx(styles.addressRow, many && rows.length > 1 && styles.removable)}>
            <TextField
              mono
              id={first ? id : `${id}-${index}`}
              label={first ? label : t("address.hostOf", { row: index + 1 })}
              hideLabel={!first}
              required={first && required}
              asideLast
              aside={
                first && many ? <AddAddress onClick={() => set([...rows, newAddress(field)])} /> : undefined
              }
              value={row.host}
              placeholder={field.placeholder ?? undefined}
              onChange={(host) => change(index, { host })}
              onFocus={onFocus}
              onBlur={() => onLeave(row.host, (host) => change(index, { host }))}
              error={at("host").length ? notes(at("host")) : undefined}
            />
            <TextField
              mono
              id={`${id}-${index}-port`}
              label={first ? t("address.port") : t("address.portOf", { row: index + 1 })}
              hideLabel={!first}
              inputMode="numeric"
              value={String(row.port)}
              onChange={(port) => change(index, { port })}
              onFocus={onFocus}
              onBlur={() => onLeave(String(row.port), (port) => change(index, { port }))}
              error={at("port").length ? notes(at("port")) : undefined}
            />
            {many && rows.length > 1 && (
              <IconButton
                className={styles.remove}
                label={t("address.remove", { row: index + 1 })}
                icon={<X aria-hidden="true" />}
                onClick={() => set(rows.filter((_, other) => other !== index))}
              />
            )}
          </div>
        );
      })}
      {general.length > 0 && <div className={styles.bad}>{notes(general)}</div>}
      {(rows.length > 1 || missing || said) && !placed.length && help && (
        <span className={styles.note}>{help}</span>
      )}
    </div>
  );
}

function AddAddress({ onClick }: { onClick: () => void }) {
  const t = useFormText();
  return (
    <button type="button" className={styles.add} onClick={onClick}>
      <Plus aria-hidden="true" />
      {t("address.add")}
    </button>
  );
}
