import { Button, type ButtonProps } from "./Button";
import styles from "./Button.module.css";
import { cx } from "./cx";

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  /** Its name for screen readers, and shown on hover. */
  label: string;
}

/** A square button with an icon only. For what an icon says without doubt: close, more, back. */
export function IconButton({ label, className, variant = "quiet", ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      aria-label={label}
      title={label}
      className={cx(styles.icon, className)}
    />
  );
}
