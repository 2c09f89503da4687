import type { CSSProperties } from "react";
import type { Environment } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { useFormContext } from "../context";
import { modeOf } from "../model/conditions";
import { type Section, sectionsOf } from "../model/layout";
import { CopyArrows } from "./CopyArrows";
import { SideColumn } from "./SideColumn";
import { SideTabs } from "./SideTabs";
import styles from "./sides.module.css";

/** The sides next to each other, line by line; where they do not fit, one at a time. */
export function Sides() {
  const { state, single, isOpen } = useFormContext();
  const { form, frame } = state;
  const shown = single ? [single] : frame.envs;
  const both = shown.length === 2;
  const aligned = both && form.sides.dev?.mode === form.sides.prod?.mode;
  const sections = (env: Environment) =>
    sectionsOf(modeOf(frame.def, form.sides[env]?.mode ?? ""), form, aligned ? frame.envs : [env]);
  // The head, what the sections show, and the preview.
  const rows = (all: Section[]) =>
    all.reduce((sum, one) => sum + (one.group.label ? 1 : 0) + (isOpen(one.group) ? one.rows.length : 0), 2);
  return (
    <>
      {single && frame.envs.length === 2 && <SideTabs />}
      <div
        className={cx(styles.columns, both ? styles.both : styles.one, aligned && styles.aligned)}
        style={{ "--rows": Math.max(...shown.map((env) => rows(sections(env)))) } as CSSProperties}
      >
        {shown.map((env, index) => (
          <SideColumn key={env} env={env} sections={sections(env)}>
            {both && index === 0 && <CopyArrows />}
          </SideColumn>
        ))}
      </div>
    </>
  );
}
