import ArrowLeft from "lucide-react/icons/arrow-left";
import Play from "lucide-react/icons/play";
import { lazy, Suspense, useState } from "react";
import type { Environment, SharedMark, SideView, SourceView, TypeDef } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { useDoor, useGo, usePageTitle } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { EnvBadge } from "../../../components/EnvBadge";
import { Given } from "../../../components/Given";
import { IconButton } from "../../../components/IconButton";
import { Tag } from "../../../components/Tag";
import { TypeGlyph } from "../../../components/TypeGlyph";
import { useText } from "../../../i18n";
import { modeOf, shownFields } from "../model/conditions";
import headStyles from "../parts/head.module.css";
import { ReceivedNotice } from "../parts/ReceivedNotice";
import styles from "../parts/received.module.css";
import screen from "../parts/screen.module.css";
import { useFormText } from "../strings";
import { WhereUsable } from "../usable/WhereUsable";

const TestPanel = lazy(() => import("../../test-panel"));
const BOTH: Environment[] = ["dev", "prod"];

type ReceivedProps = { def: TypeDef; view: SourceView; shared: SharedMark };

/** A data source that was received to be used: to be seen and tested, nothing to be typed. */
export function ReceivedPage({ def, view, shared }: ReceivedProps) {
  usePageTitle(view.name);
  const t = useFormText();
  const go = useGo();
  const { pages, door } = useDoor();
  const [tested, setTested] = useState<{ env: Environment; run: number } | null>(null);
  const shown = door === "data_integration" ? (["prod"] as const) : BOTH;
  const sides = shown.flatMap((env) => (view[env] ? [{ env, side: view[env] }] : []));
  return (
    <div className={screen.page}>
      <div className={screen.form}>
        <header className={headStyles.header}>
          <IconButton
            className={headStyles.back}
            label={t("head.back")}
            icon={<ArrowLeft aria-hidden="true" />}
            onClick={() => go(pages.list)}
          />
          <TypeGlyph type={def.id} />
          <h1 className={headStyles.title}>{view.name}</h1>
          <Tag>{words(def.name)}</Tag>
        </header>
        <div className={screen.scroll}>
          <ReceivedNotice shared={shared} />
          {(view.description !== "" || view.tags.length > 0) && (
            <div className={styles.given}>
              {view.description && (
                <p>
                  <Given>{view.description}</Given>
                </p>
              )}
              {view.tags.length > 0 && (
                <p>
                  {view.tags.map((tag) => (
                    <Tag key={tag}>
                      <Given>{tag}</Given>
                    </Tag>
                  ))}
                </p>
              )}
            </div>
          )}
          <div className={styles.sides}>
            {sides.map(({ env, side }) => (
              <Side
                key={env}
                {...{ def, env, side }}
                onTest={() => setTested((before) => ({ env, run: (before?.run ?? 0) + 1 }))}
              />
            ))}
          </div>
          <div className={styles.uses}>
            <WhereUsable id={view.id} />
          </div>
        </div>
      </div>
      {tested && (
        <div className={screen.panel}>
          <Suspense>
            <TestPanel
              key={`${tested.env} ${tested.run}`}
              source={{ id: view.id, name: view.name, typeId: def.id }}
              env={tested.env}
              onClose={() => setTested(null)}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}

type SideProps = { def: TypeDef; env: Environment; side: SideView; onTest: () => void };

/** One side: its values, and of its secrets whether they are there. */
function Side({ def, env, side, onTest }: SideProps) {
  const t = useFormText();
  const text = useText();
  const mode = modeOf(def, side.mode);
  const fields = shownFields(mode, side.properties).filter(
    (field) => field.key in side.properties || side.secret_states[field.key] !== undefined,
  );
  const name = text(`env.${env}`);
  return (
    <section className={styles.side} aria-label={name}>
      <header className={styles.head}>
        <EnvBadge env={env} />
        <Button
          small
          icon={<Play aria-hidden="true" />}
          aria-label={`${t("side.test")}, ${name}`}
          onClick={onTest}
        >
          {t("side.test")}
        </Button>
      </header>
      <dl>
        {fields.map((field) => (
          <div key={field.key}>
            <dt>{words(field.label)}</dt>
            <dd className={field.secret ? undefined : styles.mono}>
              {field.secret
                ? t(side.secret_states[field.key] === "missing" ? "received.noSecret" : "received.secret")
                : lineOf(side.properties[field.key])}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A value in one line. */
function lineOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(lineOf).join(", ");
  if (typeof value === "object" && value !== null) {
    const { host, port } = value as { host?: unknown; port?: unknown };
    if (host !== undefined) return port === undefined ? String(host) : `${host}:${port}`;
    return JSON.stringify(value);
  }
  return String(value);
}
