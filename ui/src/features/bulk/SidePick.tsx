import type { Environment } from "../../api/generated/types";
import { EnvBadge } from "../../components/EnvBadge";
import { RadioGroup } from "../../components/RadioGroup";
import { useBulkText } from "./strings";

/** Which side of each; nothing to choose where there is one. */
export function SidePick(props: {
  sides: Environment[];
  env: Environment;
  onChange: (env: Environment) => void;
}) {
  const t = useBulkText();
  if (props.sides.length < 2) return null;
  return (
    <RadioGroup<Environment>
      row
      label={t("env")}
      value={props.env}
      onChange={props.onChange}
      options={props.sides.map((env) => ({ value: env, label: <EnvBadge env={env} /> }))}
    />
  );
}
