import { useAppState } from "../../api/app";
import { Skeleton } from "../../components/Skeleton";
import styles from "./Settings.module.css";
import { useText } from "./strings";

/** Version and where things are kept. */
export function Program() {
  const text = useText();
  const state = useAppState().data;
  return (
    <section className={styles.section}>
      <h2>{text("program")}</h2>
      <dl className={styles.card}>
        <div>
          <dt>{text("version")}</dt>
          <dd>{state?.version ?? <Skeleton width={48} />}</dd>
        </div>
        <div>
          <dt>{text("dataFolder")}</dt>
          <dd className={styles.path}>{state?.data_folder ?? <Skeleton width={240} />}</dd>
          <dd className={styles.quiet}>{text("dataFolderHelp")}</dd>
        </div>
      </dl>
    </section>
  );
}
