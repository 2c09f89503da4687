import { ComparePage } from "./pages/ComparePage";
import { EditPage } from "./pages/EditPage";
import { NewPage } from "./pages/NewPage";
import { PickerPage } from "./pages/PickerPage";

type PageProps = { mode: "new" | "edit" | "compare"; typeId?: string; id?: string };

/** The pages of one data source: choose a type, fill in, edit, compare the sides. */
export default function SourceFormPage({ mode, typeId, id }: PageProps) {
  if (mode === "compare" && id !== undefined) return <ComparePage id={id} />;
  if (mode === "edit" && id !== undefined) return <EditPage id={id} />;
  return typeId === undefined ? <PickerPage /> : <NewPage typeId={typeId} />;
}
