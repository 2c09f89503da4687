export default function SourceFormPage() {
  return null;
}
