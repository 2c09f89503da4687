import { useCatalog } from "../../../api/catalog";
import type { Entry, Finding } from "../../../api/generated/types";
import { words } from "../../../api/words";
import { isolated } from "../../../i18n/bidi";

/** Words of findings, from the catalogue. A code that it does not know is shown as it is, with the server's words. */
export function useFindings() {
  const findings = useCatalog()?.findings ?? {};
  const entry = (finding: Finding): Entry | undefined => findings[finding.code];
  const line = (finding: Finding): string => {
    const known = entry(finding);
    if (known) return words(known.line, finding.params);
    const said = finding.params.words;
    return said ? `${finding.code}: ${isolated(said)}` : finding.code;
  };
  return { entry, line };
}
