import ChevronRight from "lucide-react/icons/chevron-right";
import type { Environment, Group } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { cx } from "../../../components/cx";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { isFilled } from "../model/layout";
import { useFormText } from "../strings";
import styles from "./sides.module.css";

/** Heading of a group. A folded one opens and closes on both sides at once, so that the lines stay aligned. */
export function GroupHead({ env, group }: { env: Environment; group: Group }) {
  const { isOpen, setOpen } = useFormContext();
  const text = useText();
  const label = group.label ? words(group.label) : "";
  const said = useSummary(env, group);
  if (!group.folded) return <h2 className={cx(styles.group, styles.heading)}>{label}</h2>;
  const open = isOpen(group);
  return (
    <h2 className={cx(styles.group, styles.folding)}>
      <button
        type="button"
        aria-expanded={open}
        className={styles.fold}
        onClick={() => setOpen(group, !open)}
      >
        <ChevronRight aria-hidden="true" className={cx(styles.chevron, open && styles.turned)} />
        {label}
        <span className="sr-only"> ({text(`env.${env}`)})</span>
        {!open && <span className={styles.dim}>{said}</span>}
      </button>
    </h2>
  );
}

/** What a closed group holds, in a few words: its first choice, or how much is set. */
function useSummary(env: Environment, group: Group): string {
  const { state } = useFormContext();
  const t = useFormText();
  const { form, frame } = state;
  const value = (key: string) => form.sides[env]?.properties[key];
  const [first] = group.fields;
  if (first?.kind.kind === "choice") {
    const word = first.kind.choices.find((choice) => choice.value === value(first.key));
    if (word) return words(word.label);
  }
  const set = group.fields.filter((field) =>
    isFilled({ ...group, fields: [field] }, form, frame, env),
  ).length;
  return set ? t("group.set", { count: set }) : t("group.none");
}
