/** What a menu holds. Apart from `Menu`, so that a button can describe its menu without loading it. */
import type { ReactNode } from "react";

export interface MenuAction {
  kind?: "action";
  label: ReactNode;
  /** A second, quieter line. */
  sub?: ReactNode;
  icon?: ReactNode;
  /** The key that does the same. */
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export interface MenuCheck {
  kind: "check";
  label: ReactNode;
  icon?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export interface MenuRadio {
  kind: "radio";
  label: ReactNode;
  sub?: ReactNode;
  icon?: ReactNode;
  checked: boolean;
  onSelect: () => void;
}

export interface MenuHeading {
  kind: "heading";
  label: ReactNode;
}

export type MenuEntry = MenuAction | MenuCheck | MenuRadio | MenuHeading | { kind: "separator" };
