import { Toast } from "@base-ui/react/toast";
import X from "lucide-react/icons/x";
import { useEffect } from "react";
import { useKey } from "../app/keys";
import { useText } from "../i18n";
import { Button } from "./Button";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import styles from "./Toaster.module.css";

export const manager = Toast.createToastManager();

let announce = () => {};
/** The manager is listened to from then on; what it was told before is lost. */
export const drawn = new Promise<void>((resolve) => {
  announce = resolve;
});

/** Draws the messages of `notify`, newest below. Once a page. */
export default function Toaster() {
  const text = useText();
  // After the effects of everything inside: the provider listens.
  useEffect(() => announce(), []);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={text("toast.region")}>
          <Messages />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Messages() {
  const { toasts } = Toast.useToastManager();
  const text = useText();
  const undo = toasts.map((toast) => (toast.data as { undo?: () => void } | undefined)?.undo).find(Boolean);
  return [
    undo && <UndoKey key="undo" undo={undo} />,
    ...[...toasts].reverse().map((toast) => (
      <Toast.Root
        key={toast.id}
        toast={toast}
        swipeDirection={[]}
        className={cx(styles.toast, toast.type && styles[toast.type])}
      >
        <Toast.Content className={styles.content}>
          <div className={styles.words}>
            <Toast.Title className={styles.title} />
            <Toast.Description className={styles.description} />
          </div>
          {toast.actionProps && <Toast.Action render={<Button small />} />}
          <Toast.Close
            render={<IconButton small label={text("action.close")} icon={<X aria-hidden="true" />} />}
          />
        </Toast.Content>
      </Toast.Root>
    )),
  ];
}

/** Ctrl-Z takes back what the newest message with an Undo is about. */
function UndoKey({ undo }: { undo: () => void }) {
  useKey("undo", undo);
  return null;
}
