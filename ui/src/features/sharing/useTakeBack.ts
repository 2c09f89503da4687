import type { ShareRule } from "../../api/generated/types";
import { useRevoke, useShare } from "../../api/shares";
import { useReportError } from "../../app/report";
import { notify } from "../../components/toast";
import { useText } from "./strings";

/** Takes a rule back, and offers to make it again: from the workspace that gave it, which may. */
export function useTakeBack() {
  const t = useText();
  const report = useReportError();
  const revoke = useRevoke();
  const share = useShare();
  const again = (rule: ShareRule) =>
    share
      .mutateAsync({
        id: rule.source,
        to: rule.to_id,
        env: rule.env,
        user: rule.user ?? undefined,
        permission: rule.permission,
        private: rule.private,
      })
      .then(() => notify({ title: t("back", { name: rule.name, to: rule.to }), tone: "ok" }))
      .catch(report);
  const takeBack = (rule: ShareRule, given: boolean) => {
    if (revoke.isPending) return;
    revoke
      .mutateAsync({ id: rule.source, rules: [rule.id] })
      .then(() =>
        notify({
          title: t("revoked", { name: given ? rule.name : rule.shared_name, to: rule.to }),
          action: given ? { label: t("undo"), onSelect: () => void again(rule) } : undefined,
        }),
      )
      .catch(report);
  };
  return { takeBack, busy: revoke.isPending };
}
