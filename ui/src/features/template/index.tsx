import { useState } from "react";
import { useShownWorkspace } from "../../api/app";
import { base64Of } from "../../api/files";
import type { TemplateLoadResponse, TemplateReadResponse } from "../../api/generated/types";
import { useVerb } from "../../api/verb";
import { Page } from "../../app/Page";
import { Button } from "../../components/Button";
import { Done } from "./Done";
import { Seen } from "./Seen";
import { Start } from "./Start";
import { useTemplateText } from "./strings";

/** Many data sources from a spreadsheet: the template, what a filled one holds, and what loading it did. */
export default function TemplatePage() {
  const t = useTemplateText();
  const workspace = useShownWorkspace();
  const read = useVerb("template.read");
  const [sheet, setSheet] = useState<{ file: File; type: string } | null>(null);
  const [seen, setSeen] = useState<TemplateReadResponse | null>(null);
  const [done, setDone] = useState<TemplateLoadResponse | null>(null);
  const again = () => {
    setSeen(null);
    setDone(null);
    read.reset();
  };
  const give = async (file: File, type: string) => {
    again();
    setSheet({ file, type });
    const content = await base64Of(file);
    read.mutate({ ...(workspace && { workspace }), type, content }, { onSuccess: setSeen });
  };
  const name = sheet?.file.name ?? "";
  return (
    <Page title={t("title")} actions={seen && !done && <Button onClick={again}>{t("another")}</Button>}>
      {workspace && !seen && (
        <Start
          workspace={workspace}
          reading={read.isPending ? (sheet?.file ?? null) : null}
          error={read.error}
          onFile={(file, type) => void give(file, type)}
        />
      )}
      {seen && !done && <Seen key={seen.ticket} seen={seen} file={name} onAgain={again} onDone={setDone} />}
      {seen && done && (
        <Done
          done={done}
          ticket={seen.ticket}
          file={name}
          onAgain={again}
          onRest={() => sheet && void give(sheet.file, sheet.type)}
        />
      )}
    </Page>
  );
}
