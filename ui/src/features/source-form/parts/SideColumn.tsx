import type { ReactNode } from "react";
import type { Environment } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { Control } from "../fields/Control";
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

/** One side: head, rows, preview. Every child is a row of the grid that both sides share. */
export function SideColumn({ env, sections, children }: SideProps) {
  const { isOpen } = useFormContext();
  const text = useText();
  return (
    <>
      <section className={cx(styles.side, styles[env])} aria-label={text(`env.${env}`)}>
        <SideHead env={env} />
        {sections.map(({ index, group, rows }) => [
          group.label && <GroupHead key={index} env={env} group={group} />,
          ...(isOpen(group)
            ? rows.map((row, place) => (
                <FieldLine key={row[env]?.[0]?.key ?? `${index} ${place}`} env={env} line={row[env] ?? []} />
              ))
            : []),
        ])}
        <Preview env={env} />
      </section>
      {children}
    </>
  );
}

/** One line; without fields, the place of what only the other side shows. */
function FieldLine({ env, line }: { env: Environment; line: Line }) {
  return (
    <div className={cx(styles.line, line[0]?.width === "half" && styles.halves)}>
      {line.map((field) => (
        <Control key={field.key} env={env} field={field} />
      ))}
    </div>
  );
}

/** The address as a task would use it, without secrets. */
function Preview({ env }: { env: Environment }) {
  const { checks, issues } = useFormContext();
  const t = useFormText();
  // What is wrong has no address yet.
  const preview = issues.some((one) => one.env === env) ? undefined : checks[env]?.answer?.preview;
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
