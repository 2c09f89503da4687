export default function DeleteDialog() {
  return null;
}
