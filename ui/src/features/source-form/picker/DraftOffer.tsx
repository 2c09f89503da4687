import type { Bundle } from "../../../api/generated/types";
import { useKeepForm } from "../../../api/sources";
import { words } from "../../../api/words";
import { PAGES, useGo } from "../../../app/pages";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { RelativeTime } from "../../../components/RelativeTime";
import { useFreshDraft } from "../hooks/useFresh";
import { readDraft } from "../model/draft";
import { useFormText } from "../strings";

/** A new source that was begun and not saved. */
export function DraftOffer({ catalog }: { catalog: Bundle }) {
  const t = useFormText();
  const go = useGo();
  const kept = useFreshDraft("new");
  const keep = useKeepForm();
  const draft = readDraft(kept.data?.form);
  const type = catalog.types.find((candidate) => candidate.id === draft?.type);
  if (!kept.data || !draft || !type) return null;
  const name = draft.changes.find((change) => change.at === "name")?.to;
  const named = { type: words(type.name), name: String(name ?? "") };
  return (
    <Banner
      title={t(name ? "picker.draftNamed" : "picker.draft", named)}
      actions={
        <>
          <Button small variant="primary" onClick={() => go(PAGES.newOf(type.id))}>
            {t("picker.resume")}
          </Button>
          <Button small onClick={() => keep.mutate({ key: "new", form: null })}>
            {t("kept.discard")}
          </Button>
        </>
      }
    >
      <RelativeTime at={kept.data.at} />
    </Banner>
  );
}
