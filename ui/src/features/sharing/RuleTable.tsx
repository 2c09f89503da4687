import type { ShareRule } from "../../api/generated/types";
import { PAGES } from "../../app/pages";
import { Button } from "../../components/Button";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { RelativeTime } from "../../components/RelativeTime";
import { Tag } from "../../components/Tag";
import { TypeGlyph } from "../../components/TypeGlyph";
import { useText as useChrome } from "../../i18n";
import styles from "./sharing.module.css";
import { useText } from "./strings";
import { useTakeBack } from "./useTakeBack";

interface RuleTableProps {
  label: string;
  rules: ShareRule[];
  /** By this workspace, not to it. */
  given: boolean;
  /** Of one data source: it need not be named. */
  single?: boolean;
}

/** Rules, one a line, each with the way to take it back. */
export function RuleTable({ label, rules, given, single }: RuleTableProps) {
  const t = useText();
  const text = useChrome();
  const { takeBack } = useTakeBack();
  const name = (rule: ShareRule) => (given ? rule.name : rule.shared_name);
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {!single && <th scope="col">{t("source")}</th>}
            {given && <th scope="col">{t("to")}</th>}
            <th scope="col">{t("env")}</th>
            <th scope="col">{t("for")}</th>
            <th scope="col">{t("permission")}</th>
            <th scope="col">
              <span className="sr-only">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              {!single && (
                <th scope="row">
                  <span className={styles.name}>
                    <TypeGlyph type={rule.type} />
                    {rule.private && given ? (
                      <span>{name(rule)}</span>
                    ) : (
                      <a href={`#${PAGES.source(rule.source)}`}>{name(rule)}</a>
                    )}
                  </span>
                </th>
              )}
              {given && (
                <td>
                  <Given>{rule.to}</Given>
                </td>
              )}
              <td>
                <EnvBadge env={rule.env} />
              </td>
              <td>
                {rule.user === null ? t("everyone") : <Given>{rule.user}</Given>}
                {rule.private && <Tag>{t("private")}</Tag>}
              </td>
              <td>
                {t(rule.permission)}
                {!single && (
                  <small>
                    {t("by", { user: rule.created_by })} · <RelativeTime at={rule.created_at} />
                  </small>
                )}
              </td>
              <td className={styles.act}>
                {rule.revocable ? (
                  <Button
                    small
                    variant="quiet"
                    aria-label={t(given ? "revokeOf" : "giveBackOf", {
                      name: name(rule),
                      to: rule.to,
                      env: text(`env.${rule.env}`),
                    })}
                    onClick={() => takeBack(rule, given)}
                  >
                    {t(given ? "revoke" : "giveBack")}
                  </Button>
                ) : (
                  <small>{t("readOnly")}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
