import type { Environment, SharedMark } from "../../../api/generated/types";
import { Banner } from "../../../components/Banner";
import { useText } from "../../../i18n";
import { useFormText } from "../strings";
import styles from "./received.module.css";

const BOTH: Environment[] = ["dev", "prod"];

/** From where it was received, and what is allowed with each side. */
export function ReceivedNotice({ shared }: { shared: SharedMark }) {
  const t = useFormText();
  const text = useText();
  const lines = BOTH.map((env) => {
    const permission = shared[env];
    const may = permission === null ? text("list.notShared") : text(`permission.${permission}`);
    return t("received.side", { env: text(`env.${env}`), may });
  });
  return (
    <div className={styles.notice}>
      <Banner title={t("received.title", { workspace: shared.workspace })}>
        {t("received.text", { sides: lines.join(t("received.and")) })}
      </Banner>
    </div>
  );
}
