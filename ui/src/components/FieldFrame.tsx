import type { ReactNode } from "react";
import { useText } from "../i18n";
import { cx } from "./cx";
import styles from "./Field.module.css";

export interface FieldProps {
  label: ReactNode;
  /** A configuration without it is incomplete. */
  required?: boolean;
  /** What to write; gives way to `error`. */
  help?: ReactNode;
  /** What is wrong, with a way to mend it. */
  error?: ReactNode;
  /** To the right of the label: a quiet action or a mark. */
  aside?: ReactNode;
  /** The aside is an action on what is in the control: it comes after it in the order of Tab. */
  asideLast?: boolean;
  /** The label is only for screen readers. */
  hideLabel?: boolean;
  className?: string;
}

interface FrameProps extends FieldProps {
  /** Id of the control; the note below it is `<id>-note`. */
  id: string;
  /** Id of the label, for a control that `htmlFor` cannot name. */
  labelId?: string;
  children: ReactNode;
}

/** Label above, control, and one note below: the error, else the help. */
export function FieldFrame({
  id,
  labelId,
  label,
  required,
  help,
  error,
  aside,
  asideLast,
  hideLabel,
  className,
  children,
}: FrameProps) {
  const text = useText();
  const note = error ?? help;
  return (
    <div className={cx(styles.field, className)}>
      <div className={cx(styles.head, hideLabel && !aside && "sr-only")}>
        <label
          className={cx(styles.label, hideLabel && "sr-only")}
          htmlFor={labelId ? undefined : id}
          id={labelId}
        >
          {label}
          {required && (
            <span className={styles.required}>
              <span aria-hidden="true">*</span>
              <span className="sr-only"> ({text("field.required")})</span>
            </span>
          )}
        </label>
        {aside && !asideLast && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
      {aside && asideLast && <span className={cx(styles.aside, styles.asideLast)}>{aside}</span>}
      {note && (
        <div
          id={noteId(id)}
          className={cx(styles.note, Boolean(error) && styles.bad)}
          role={error ? "alert" : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}

export function noteId(id: string): string {
  return `${id}-note`;
}

/** What ties a control to its note. */
export function describedBy(id: string, { help, error }: FieldProps) {
  return {
    "aria-describedby": (error ?? help) ? noteId(id) : undefined,
    "aria-invalid": error ? true : undefined,
  } as const;
}
