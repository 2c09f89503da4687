import { useState } from "react";
import { useAppState, useRoles, useSetIdentity } from "../../api/app";
import type { Role, Identity as Value } from "../../api/generated/types";
import { useWords, words } from "../../api/words";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import styles from "./Settings.module.css";
import { useText } from "./strings";

/** As whom the person works: the name that shares and the record of changes know, and a role of DataWorks. */
export function Identity() {
  const text = useText();
  const identity = useAppState().data?.identity;
  const roles = useRoles().data ?? [];
  const verb = useSetIdentity();
  const { error: wordsOf } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const user = typed ?? identity?.user ?? "";
  const change = (next: Partial<Value>) => {
    if (!identity) return;
    const { user, role } = { ...identity, ...next };
    if (user === identity.user && role === identity.role) return;
    verb.mutate({ identity: { user, role } }, { onSuccess: () => setTyped(null) });
  };
  const keep = () => {
    const name = user.trim();
    if (name === "") setTyped(null);
    else change({ user: name });
  };
  const role = roles.find((one) => one.role === identity?.role);
  const may = role?.rights.map((right) => text(`right.${right}`)).join(text("right.and"));
  return (
    <section className={styles.section}>
      <h2>{text("identity")}</h2>
      <div className={styles.card}>
        <p className={styles.quiet}>{text("identityAbout")}</p>
        <TextField
          className={styles.narrow}
          label={text("user")}
          help={text("userHelp")}
          error={verb.error ? wordsOf(verb.error).message : undefined}
          value={user}
          onChange={setTyped}
          onBlur={keep}
          onKeyDown={(event) => event.key === "Enter" && keep()}
        />
        <Select<Role>
          className={styles.narrow}
          label={text("role")}
          help={may && text("roleMay", { may })}
          value={identity?.role ?? null}
          onChange={(role) => change({ role })}
          options={roles.map((one) => ({ value: one.role, label: words(one.name) }))}
        />
      </div>
    </section>
  );
}
