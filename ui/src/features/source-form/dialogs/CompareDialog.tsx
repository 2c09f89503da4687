import { Dialog } from "../../../components/Dialog";
import { useFormContext } from "../context";
import { useFormText } from "../strings";
import { CompareTable } from "./CompareTable";

/** Both sides as they stand in the form, saved or not. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const { state } = useFormContext();
  const t = useFormText();
  return (
    <Dialog wide title={t("compare.title")} onClose={onClose}>
      <CompareTable form={state.form} frame={state.frame} />
    </Dialog>
  );
}
