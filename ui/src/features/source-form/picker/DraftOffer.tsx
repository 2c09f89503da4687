import type { Bundle, TypeDef } from "../../../api/generated/types";
import { useKeepForm } from "../../../api/sources";
import { words } from "../../../api/words";
import { useDoor, useGo } from "../../../app/pages";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { RelativeTime } from "../../../components/RelativeTime";
import { useFreshDraft } from "../hooks/useFresh";
import { newKey, readDraft } from "../model/draft";
import { useFormText } from "../strings";

/** New sources that were begun and not saved, one a type. */
export function DraftOffers({ catalog }: { catalog: Bundle }) {
  return catalog.types.map((type) => <DraftOffer key={type.id} type={type} />);
}

function DraftOffer({ type }: { type: TypeDef }) {
  const t = useFormText();
  const go = useGo();
  const { door, pages } = useDoor();
  const kept = useFreshDraft(newKey(type.id, door));
  const keep = useKeepForm();
  const draft = readDraft(kept.data?.form);
  if (!kept.data || draft?.type !== type.id) return null;
  const name = draft.changes.find((change) => change.at === "name")?.to;
  const named = { type: words(type.name), name: String(name ?? "") };
  return (
    <Banner
      title={t(name ? "picker.draftNamed" : "picker.draft", named)}
      actions={
        <>
          <Button small variant="primary" onClick={() => go(pages.newOf(type.id))}>
            {t("picker.resume")}
          </Button>
          <Button small onClick={() => keep.mutate({ request: { key: newKey(type.id, door), form: null } })}>
            {t("kept.discard")}
          </Button>
        </>
      }
    >
      <RelativeTime at={kept.data.at} />
    </Banner>
  );
}
