import { Dialog as Base } from "@base-ui/react/dialog";
import X from "lucide-react/icons/x";
import type { ReactNode, RefObject } from "react";
import { useText } from "../i18n";
import { cx } from "./cx";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";
import { NameGate } from "./NameGate";

interface DialogProps {
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Buttons; the primary one last. */
  footer?: ReactNode;
  wide?: boolean;
  /** Only to be read: without a control inside, the keyboard scrolls it by its own focus. */
  reading?: boolean;
  /** False: asks for a name itself. */
  gate?: boolean;
  open?: boolean;
  onClose: () => void;
  /** What gets the focus; absent: the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  children?: ReactNode;
}

/** A modal dialog: Escape, the cross and a press outside close it. Mount it to open it. */
export function Dialog({
  title,
  description,
  footer,
  wide,
  reading,
  gate = true,
  open = true,
  onClose,
  initialFocus,
  children,
}: DialogProps) {
  const text = useText();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup className={cx(styles.popup, wide && styles.wide)} initialFocus={initialFocus}>
            <header className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close
                render={<IconButton small label={text("action.close")} icon={<X aria-hidden="true" />} />}
              />
            </header>
            <div className={styles.body} tabIndex={reading ? 0 : undefined}>
              {description && (
                <Base.Description className={styles.description}>{description}</Base.Description>
              )}
              {children}
            </div>
            {footer && <footer className={styles.foot}>{footer}</footer>}
            {gate && <NameGate />}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
