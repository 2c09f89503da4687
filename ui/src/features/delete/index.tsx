export default function DeleteDialog(_: { id: string; name: string; onClose: () => void; onDone: () => void }) {
  return null;
}
