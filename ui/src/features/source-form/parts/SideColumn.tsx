import type { ReactNode } from "react";
import type { Environment } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { Control } from "../fields/Control";
import { modeOf, shownFields } from "../model/conditions";
import type { Line, Section } from "../model/layout";
import { useFormText } from "../strings";
import { GroupHead } from "./GroupHead";
import { SideHead } from "./SideHead";
import styles from "./sides.module.css";

type SideProps = {
  env: Environment;
  sections: Section[];
  /** What stands between the columns. */
  children?: ReactNode;
};

/** One side: head, lines, preview. Every child is a line of the grid that both sides share. */
export function SideColumn({ env, sections, children }: SideProps) {
  const { state, isOpen } = useFormContext();
  const text = useText();
  const side = state.form.sides[env];
  if (!side) return null;
  const mode = modeOf(state.frame.def, side.mode);
  const shown = new Set(shownFields(mode, side.properties).map((field) => field.key));
  return (
    <>
      <section className={cx(styles.side, styles[env])} aria-label={text(`env.${env}`)}>
        <SideHead env={env} />
        {sections.map(({ index, group, lines }) => [
          group.label && <GroupHead key={index} env={env} group={group} />,
          ...(isOpen(group)
            ? lines.map((line) => (
                <FieldLine key={line.map((field) => field.key).join()} {...{ env, line, shown }} />
              ))
            : []),
        ])}
        <Preview env={env} />
      </section>
      {children}
    </>
  );
}

/** One line. What only the other side shows leaves its place empty. */
function FieldLine({ env, line, shown }: { env: Environment; line: Line; shown: Set<string> }) {
  const half = line[0]?.width === "half";
  return (
    <div className={cx(styles.line, half && styles.halves)}>
      {line.map((field) =>
        shown.has(field.key) ? <Control key={field.key} env={env} field={field} /> : <span key={field.key} />,
      )}
    </div>
  );
}

/** The address as a task would use it, without secrets. */
function Preview({ env }: { env: Environment }) {
  const { checks } = useFormContext();
  const t = useFormText();
  const preview = checks[env]?.answer?.preview;
  return (
    <div className={styles.line}>
      {preview && (
        <div className={styles.preview}>
          <span className={styles.previewLabel}>{t("side.preview")}</span>
          <code className={styles.previewText}>{preview}</code>
        </div>
      )}
    </div>
  );
}
