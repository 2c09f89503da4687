import { type ComponentProps, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "./Button";
import { IconButton } from "./IconButton";
import type { MenuEntry } from "./menu-items";

const Menu = lazy(() => import("./Menu"));

interface MenuButtonProps extends Omit<ComponentProps<typeof Button>, "onClick" | "children" | "label"> {
  /** Name of the menu; the button's own name when it has no children. */
  label: string;
  /** What is written on the button; absent: its icon only. */
  children?: ReactNode;
  /** Asked for when the menu opens. */
  entries: () => MenuEntry[];
  align?: "start" | "end";
  /** Controlled from outside, for example by a key. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A button with a menu, which is loaded when it is opened for the first time. */
export function MenuButton({
  label,
  children,
  entries,
  align,
  open: given,
  onOpenChange,
  ...rest
}: MenuButtonProps) {
  const [own, setOwn] = useState(false);
  const [mounted, setMounted] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const openAtPress = useRef(false);
  const open = given ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  if (open && !mounted) setMounted(true);
  const trigger = {
    ...rest,
    ref: anchor,
    "aria-haspopup": "menu" as const,
    "aria-expanded": open,
    // The menu closes on the press outside of it, which comes before the click.
    onPointerDown: () => {
      openAtPress.current = open;
    },
    onClick: () => {
      change(!openAtPress.current);
      openAtPress.current = false;
    },
  };
  return (
    <>
      {children ? <Button {...trigger}>{children}</Button> : <IconButton {...trigger} label={label} />}
      {mounted && (
        <Suspense>
          <Menu
            anchor={anchor}
            open={open}
            onOpenChange={change}
            entries={entries()}
            label={label}
            align={align}
          />
        </Suspense>
      )}
    </>
  );
}
