import type { Environment } from "../../api/generated/types";

export default function TestPanel(_: { source: { id: string; name: string; typeId: string } | null; env: Environment; onClose: () => void }) {
  return null;
}
