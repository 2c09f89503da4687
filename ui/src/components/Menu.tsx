import { Menu as Base } from "@base-ui/react/menu";
import Check from "lucide-react/icons/check";
import type { RefObject } from "react";
import { MODAL } from "../app/keys";
import { cx } from "./cx";
import { Kbd } from "./Kbd";
import type { MenuEntry } from "./menu-items";
import styles from "./Popup.module.css";

interface MenuProps {
  /** The element that it belongs to, and that gets the focus back. */
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  entries: MenuEntry[];
  label: string;
  align?: "start" | "end";
}

/** The menu itself. Use `MenuButton`, which loads it when it is wanted. */
export default function Menu({ anchor, open, onOpenChange, entries, label, align = "start" }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} className={styles.positioner}>
          <Base.Popup
            className={styles.popup}
            finalFocus={() => document.querySelector(MODAL) === null && anchor.current}
            aria-label={label}
            onKeyDown={(event) => {
              // Tab goes on to the next control; the palette comes above, not below.
              const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
              if (event.key === "Tab" || palette) onOpenChange(false);
            }}
          >
            {entries.map((entry, index) => (
              <Entry key={index} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case "separator":
      return <Base.Separator className={styles.separator} />;
    case "heading":
      return <div className={styles.heading}>{entry.label}</div>;
    case "check":
      return (
        <Base.CheckboxItem
          checked={entry.checked}
          onCheckedChange={(checked) => entry.onChange(checked)}
          className={styles.item}
        >
          <Mark on={entry.checked} />
          {entry.icon}
          <span className={styles.label}>{entry.label}</span>
        </Base.CheckboxItem>
      );
    case "radio":
      return (
        <Base.Item
          role="menuitemradio"
          aria-checked={entry.checked}
          onClick={entry.onSelect}
          className={styles.item}
        >
          <Mark on={entry.checked} />
          {entry.icon}
          <Lines label={entry.label} sub={entry.sub} />
        </Base.Item>
      );
    default:
      return (
        <Base.Item
          disabled={entry.disabled}
          onClick={entry.onSelect}
          className={cx(styles.item, entry.danger && styles.danger)}
        >
          {entry.icon}
          <Lines label={entry.label} sub={entry.sub} />
          {entry.hint && (
            <span className={styles.hint}>
              <Kbd>{entry.hint}</Kbd>
            </span>
          )}
        </Base.Item>
      );
  }
}

function Lines({ label, sub }: { label: React.ReactNode; sub?: React.ReactNode }) {
  return (
    <span className={styles.label}>
      {label}
      {sub && <span className={styles.sub}>{sub}</span>}
    </span>
  );
}

function Mark({ on }: { on: boolean }) {
  return <span className={styles.check}>{on && <Check aria-hidden="true" />}</span>;
}
