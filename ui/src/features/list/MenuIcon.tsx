import CircleDashed from "lucide-react/icons/circle-dashed";
import ClipboardCopy from "lucide-react/icons/clipboard-copy";
import Columns2 from "lucide-react/icons/columns-2";
import Copy from "lucide-react/icons/copy";
import Pencil from "lucide-react/icons/pencil";
import Share2 from "lucide-react/icons/share-2";
import Trash2 from "lucide-react/icons/trash-2";

const ICONS = {
  open: Pencil,
  complete: CircleDashed,
  clone: Copy,
  share: Share2,
  copy: ClipboardCopy,
  compare: Columns2,
  delete: Trash2,
};

/** Icons of a row's menu: they come when it is opened for the first time. */
export default function MenuIcon({ of }: { of: keyof typeof ICONS }) {
  const Icon = ICONS[of];
  return <Icon aria-hidden="true" />;
}
