import { useState } from "react";
import { words } from "../../../api/words";
import { Button } from "../../../components/Button";
import { EnvBadge } from "../../../components/EnvBadge";
import { Segmented } from "../../../components/Segmented";
import { Select } from "../../../components/Select";
import { useFormContext } from "../context";
import { useFormText } from "../strings";
import styles from "./head.module.css";

/** The connection mode of both sides, normally one; a mode per side where the data or the person wants it. */
export function ModeSwitch() {
  const { state, dispatch } = useFormContext();
  const { form, frame } = state;
  const t = useFormText();
  const modes = frame.envs.map((env) => form.sides[env]?.mode);
  const differ = new Set(modes).size > 1;
  const [each, setEach] = useState(differ);
  if (frame.def.modes.length < 2) return null;
  const options = frame.def.modes.map((mode) => ({ value: mode.id, label: words(mode.label) }));
  const split = each || differ;
  const current = frame.def.modes.find((mode) => mode.id === modes[0]);
  return (
    <div className={styles.modes}>
      {split ? (
        frame.envs.map((env) => (
          <Select
            key={env}
            className={styles.modeOf}
            label={
              <>
                {t("mode.label")} <EnvBadge env={env} />
              </>
            }
            value={form.sides[env]?.mode ?? null}
            onChange={(mode) => dispatch({ do: "mode", env, mode })}
            options={options}
          />
        ))
      ) : (
        <>
          <Segmented
            label={t("mode.label")}
            value={modes[0] ?? null}
            onChange={(mode) => dispatch({ do: "mode", env: null, mode })}
            options={options}
          />
          {current && <span className={styles.dim}>{words(current.help)}</span>}
        </>
      )}
      {frame.envs.length > 1 && (
        <Button
          small
          variant="quiet"
          className={styles.each}
          onClick={() => {
            if (split && modes[0]) dispatch({ do: "mode", env: null, mode: modes[0] });
            setEach(!split);
          }}
        >
          {t(split ? "mode.same" : "mode.each")}
        </Button>
      )}
    </div>
  );
}
