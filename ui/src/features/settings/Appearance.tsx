import { useAppState } from "../../api/app";
import type { Lang, Theme } from "../../api/generated/types";
import { useChangeSettings } from "../../app/settings";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { LANGUAGES } from "../../i18n/languages";
import styles from "./Settings.module.css";
import { useText } from "./strings";

const THEMES: Theme[] = ["system", "light", "dark"];

/** Language and theme; both at once. */
export function Appearance() {
  const text = useText();
  const settings = useAppState().data?.settings;
  const change = useChangeSettings();
  return (
    <section className={styles.section}>
      <h2>{text("appearance")}</h2>
      <div className={styles.card}>
        <Select<Lang | "system">
          className={styles.narrow}
          label={text("language")}
          value={settings?.language ?? "system"}
          onChange={(value) => change({ language: value === "system" ? null : value })}
          options={[
            { value: "system", label: text("languageSystem") },
            ...LANGUAGES.map(([value, label]) => ({ value, label })),
          ]}
        />
        <RadioGroup<Theme>
          row
          label={text("theme")}
          value={settings?.theme ?? "system"}
          onChange={(theme) => change({ theme })}
          options={THEMES.map((value) => ({ value, label: text(`theme.${value}`) }))}
        />
      </div>
    </section>
  );
}
