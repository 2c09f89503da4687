import { Skeleton } from "../components/Skeleton";
import { useText } from "../i18n";
import styles from "./Page.module.css";

/** The place of a page whose code is on its way: its head, and nothing that would have to move. */
export function PageSkeleton() {
  const text = useText();
  return (
    <div role="status" aria-label={text("nav.loading")} className={styles.page}>
      <div className={styles.head}>
        <Skeleton width={180} height={20} />
      </div>
    </div>
  );
}
