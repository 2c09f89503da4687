export default function CloneDialog() {
  return null;
}
