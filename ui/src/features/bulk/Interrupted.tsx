import { useState } from "react";
import type { BulkChange, BulkUnfinished, Environment, WorkspaceId } from "../../api/generated/types";
import { useForgetBulk } from "../../api/many";
import { useReportError } from "../../app/report";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { RelativeTime } from "../../components/RelativeTime";
import BulkDialog from "./BulkDialog";
import { useBulkText } from "./strings";

interface InterruptedProps {
  run: BulkUnfinished;
  workspace: WorkspaceId | null;
  sides: Environment[];
}

/** A change of many that the program did not live to end: to go on with, or to be left as it is. */
export default function Interrupted({ run, workspace, sides }: InterruptedProps) {
  const t = useBulkText();
  const forget = useForgetBulk();
  const report = useReportError();
  const [open, setOpen] = useState(false);
  const change = run.change as BulkChange;
  const { batch, done, total } = run;
  return (
    <>
      <Banner
        strip
        tone="warn"
        title={t("unfinished")}
        actions={
          <>
            <Button small onClick={() => setOpen(true)}>
              {t("continue")}
            </Button>
            <Button
              small
              busy={forget.isPending}
              onClick={() => forget.mutate({ batch }, { onError: report })}
            >
              {t("forget")}
            </Button>
          </>
        }
      >
        {t("unfinishedText", { what: t(`what.${change.what}`), done, total })}{" "}
        <RelativeTime at={run.started_at} />
      </Banner>
      {open && (
        <BulkDialog
          what={change.what}
          chosen={{
            workspace,
            selection: { ids: [], matching: null, except: [] },
            count: total,
            sides,
            door: "management_center",
            types: [],
          }}
          interrupted={{ batch, change, total }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
