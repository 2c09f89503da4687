import { Skeleton } from "../../../components/Skeleton";
import head from "../parts/head.module.css";
import screen from "../parts/screen.module.css";
import sides from "../parts/sides.module.css";
import { useFormText } from "../strings";
import styles from "./pages.module.css";

const LINES = [140, 90, 90, 120];

/** The place of a form that is loading: its head and its two sides. */
export function FormSkeleton() {
  const t = useFormText();
  return (
    <div className={screen.page} role="status" aria-label={t("page.loading")}>
      <div className={screen.form}>
        <div className={head.header}>
          <Skeleton width={22} height={22} />
          <Skeleton width={180} height={20} />
        </div>
        <div className={screen.scroll}>
          <div className={styles.skeletons}>
            {[sides.dev, sides.prod].map((env) => (
              <div key={env} className={`${sides.side} ${env}`}>
                <div className={sides.head}>
                  <Skeleton width={110} height={18} />
                </div>
                {LINES.map((width, line) => (
                  <div key={line} className={`${sides.line} ${styles.line}`}>
                    <Skeleton width={width} />
                    <Skeleton width="100%" height={32} />
                  </div>
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
