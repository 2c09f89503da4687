import { useQuery } from "@tanstack/react-query";
import type { TestReport } from "../../../api/generated/types";
import { read } from "../../../api/query";
import { notify } from "../../../components/toast";
import { useLang } from "../../../i18n";
import { useTestText } from "../strings";

/** Puts a report on the clipboard. The text is there before the press: a clipboard may be written only in it. */
export function useReportCopy(report: TestReport | null): (() => void) | null {
  const t = useTestText();
  const language = useLang();
  const text = useQuery({
    ...read("test.report_text", { report: report as TestReport, language }),
    enabled: report !== null,
    gcTime: 0,
  }).data?.text;
  if (text === undefined) return null;
  return () => {
    navigator.clipboard
      .writeText(text)
      .then(() => notify({ tone: "ok", title: t("copied") }))
      .catch(() => notify({ tone: "bad", title: t("copyFailed") }));
  };
}
