import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { cx } from "./cx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "type"> {
  /** `primary`: one a screen. `quiet`: no border. `danger`: deletes something. */
  variant?: "default" | "primary" | "quiet" | "danger";
  small?: boolean;
  icon?: ReactNode;
  /** Something that this button began is still running: it cannot be pressed again, and keeps the focus. */
  busy?: boolean;
  type?: "button" | "submit";
}

export function Button(props: ButtonProps) {
  const {
    variant = "default",
    small,
    icon,
    busy,
    type = "button",
    className,
    children,
    onClick,
    disabled,
    ...rest
  } = props;
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(styles.button, styles[variant], small && styles.small, busy && styles.busy, className)}
    >
      {icon}
      {children}
    </button>
  );
}
