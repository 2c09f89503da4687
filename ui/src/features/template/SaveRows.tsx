import { useVerb } from "../../api/verb";
import { useReportError } from "../../app/report";
import { Button } from "../../components/Button";
import { notify } from "../../components/toast";
import { useLang } from "../../i18n";
import { useTemplateText } from "./strings";

/** Saves the rows of a sheet again, without secrets, each with what is known of it. */
export function SaveRows({ ticket, label }: { ticket: string; label: string }) {
  const t = useTemplateText();
  const lang = useLang();
  const report = useReportError();
  const write = useVerb("template.result");
  const save = () =>
    write.mutate(
      { ticket, format: "xlsx", language: lang, to: "downloads" },
      {
        onSuccess: ({ path }) =>
          void notify({ title: t("saved"), description: path ?? undefined, tone: "ok" }),
        onError: report,
      },
    );
  return (
    <Button busy={write.isPending} onClick={save}>
      {label}
    </Button>
  );
}
