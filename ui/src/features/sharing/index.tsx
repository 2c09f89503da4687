import { useShownWorkspace } from "../../api/app";
import type { ShareRule } from "../../api/generated/types";
import { useShares } from "../../api/shares";
import pageStyles from "../../app/Page.module.css";
import { usePageTitle } from "../../app/pages";
import { ErrorState } from "../../components/ErrorState";
import { Skeleton } from "../../components/Skeleton";
import { RuleTable } from "./RuleTable";
import styles from "./sharing.module.css";
import { useText } from "./strings";

/** Management Center › Sharing: what this workspace gives and what it received. */
export default function SharingPage() {
  const t = useText();
  usePageTitle(t("title"));
  const shares = useShares(useShownWorkspace());
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <h1>{t("title")}</h1>
      </header>
      <div className={styles.scroll}>
        <p className={styles.about}>{t("about")}</p>
        {shares.error && <ErrorState error={shares.error} onRetry={() => void shares.refetch()} />}
        {shares.isPending && <Skeleton width="100%" height={120} />}
        {shares.data && (
          <>
            <Rules
              title={t("given")}
              rules={shares.data.given}
              none={shares.data.given === null ? t("notYours") : t("givenNone")}
              given
            />
            <Rules title={t("received")} rules={shares.data.received} none={t("receivedNone")} />
          </>
        )}
      </div>
    </div>
  );
}

type RulesProps = { title: string; rules: ShareRule[] | null; none: string; given?: boolean };

function Rules({ title, rules, none, given = false }: RulesProps) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {rules?.length ? (
        <RuleTable label={title} rules={rules} given={given} />
      ) : (
        <p className={styles.none}>{none}</p>
      )}
    </section>
  );
}
