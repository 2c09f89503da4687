export default function SourceFormPage(_: { mode: "new" | "edit" | "compare"; typeId?: string; id?: string }) {
  return null;
}
