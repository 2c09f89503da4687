import { useId, useState } from "react";
import { useAppState } from "../../api/app";
import type { Environment, Permission, SourceId, WorkspaceView } from "../../api/generated/types";
import { useShare, useShares } from "../../api/shares";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { notify } from "../../components/toast";
import { useText as useChrome } from "../../i18n";
import { RuleTable } from "./RuleTable";
import styles from "./sharing.module.css";
import { useText } from "./strings";

type ShareProps = {
  id: SourceId;
  name: string;
  /** Sides that it has. */
  sides: Environment[];
  onClose: () => void;
};

/** Shares one data source, and shows with whom it is shared. Enter confirms. */
export default function ShareDialog({ id, name, sides, onClose }: ShareProps) {
  const t = useText();
  const state = useAppState().data;
  const form = useId();
  const others = state?.workspaces.filter((workspace) => workspace.id !== state.workspace) ?? [];
  const rules = useShares(state?.workspace, id).data?.given ?? [];
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      wide
      title={t("dialog", { name })}
      description={t("dialogAbout")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={others.length === 0}>
            {t("share")}
          </Button>
        </>
      }
    >
      {state && others.length === 0 && <Banner title={t("noTarget")} />}
      {others.length > 0 && <ShareForm {...{ form, id, sides, others }} onBusy={setBusy} />}
      <section className={styles.section}>
        <h3>{t("now")}</h3>
        {rules.length ? (
          <RuleTable label={t("now")} rules={rules} given single />
        ) : (
          <p className={styles.none}>{t("nowNone")}</p>
        )}
      </section>
    </Dialog>
  );
}

type FormProps = {
  form: string;
  id: SourceId;
  sides: Environment[];
  others: WorkspaceView[];
  onBusy: (busy: boolean) => void;
};

function ShareForm({ form, id, sides, others, onBusy }: FormProps) {
  const t = useText();
  const text = useChrome();
  const verb = useShare();
  const [chosen, setChosen] = useState<string | null>(null);
  const [env, setEnv] = useState<Environment | null>(null);
  const [who, setWho] = useState<"all" | "one">("all");
  const [user, setUser] = useState("");
  const [permission, setPermission] = useState<Permission>("read");
  const [alone, setAlone] = useState(false);
  const to = others.find((workspace) => workspace.id === chosen) ?? others[0];
  const stops = (one: Environment) =>
    !sides.includes(one) ? t("noSide") : one === "dev" && to?.mode === "basic" ? t("basic") : undefined;
  const open = (["prod", "dev"] as const).filter((one) => stops(one) === undefined);
  const target = env !== null && open.includes(env) ? env : (open[0] ?? "prod");
  const nameless = who === "one" && user.trim() === "";
  const [asked, setAsked] = useState(false);
  const submit = () => {
    setAsked(true);
    if (!to || nameless || verb.isPending) return;
    onBusy(true);
    verb.mutate(
      {
        id,
        to: to.id,
        env: target,
        user: who === "one" ? user.trim() : undefined,
        permission,
        private: who === "one" && alone,
      },
      {
        onSuccess: (rule) => {
          setAsked(false);
          void notify({ tone: "ok", title: t("done", { to: rule.to, shared: rule.shared_name }) });
        },
        onSettled: () => onBusy(false),
      },
    );
  };
  return (
    <form
      id={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Select
        label={t("target")}
        value={to?.id ?? null}
        onChange={setChosen}
        options={others.map((workspace) => ({ value: workspace.id, label: workspace.name }))}
      />
      <RadioGroup<Environment>
        row
        label={t("env")}
        value={target}
        onChange={setEnv}
        options={(["dev", "prod"] as const).map((value) => ({
          value,
          label: text(`env.${value}`),
          help: stops(value),
          disabled: stops(value) !== undefined,
        }))}
      />
      <RadioGroup<"all" | "one">
        row
        label={t("who")}
        value={who}
        onChange={setWho}
        options={[
          { value: "all", label: t("whoAll") },
          { value: "one", label: t("whoOne") },
        ]}
      />
      {who === "one" && (
        <div className={styles.one}>
          <TextField
            required
            label={t("user")}
            help={t("userHelp")}
            error={asked && nameless ? text("field.required") : undefined}
            value={user}
            onChange={setUser}
          />
          <Checkbox label={t("private")} help={t("privateHelp")} checked={alone} onChange={setAlone} />
        </div>
      )}
      <RadioGroup<Permission>
        label={t("permission")}
        value={permission}
        onChange={setPermission}
        options={(["read", "edit"] as const).map((value) => ({
          value,
          label: t(value),
          help: t(`${value}Help`),
        }))}
      />
      <Problem error={verb.error} />
    </form>
  );
}
