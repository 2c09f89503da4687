import Ellipsis from "lucide-react/icons/ellipsis";
import { lazy, Suspense, useState } from "react";
import { PAGES, useGo } from "../../app/pages";
import { MenuButton } from "../../components/MenuButton";
import { useText } from "../../i18n";

const ExportDialog = lazy(() => import("../exchange/Export"));

/** What is done with the list as a whole: out to a file, in from one. */
export function ExchangeMenu({ empty }: { empty: boolean }) {
  const text = useText();
  const go = useGo();
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <MenuButton
        label={text("list.more")}
        icon={<Ellipsis aria-hidden="true" />}
        align="end"
        entries={() => [
          { label: text("list.import"), onSelect: () => go(PAGES.import) },
          { label: text("list.template"), onSelect: () => go(PAGES.template) },
          { label: text("list.export"), disabled: empty, onSelect: () => setExporting(true) },
        ]}
      />
      {exporting && (
        <Suspense>
          <ExportDialog onClose={() => setExporting(false)} />
        </Suspense>
      )}
    </>
  );
}
