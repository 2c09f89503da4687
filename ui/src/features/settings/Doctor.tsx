import { useState } from "react";
import { useDoctor, useDoctorFix } from "../../api/app";
import { useReportError } from "../../app/report";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorState } from "../../components/ErrorState";
import { Skeleton } from "../../components/Skeleton";
import { notify } from "../../components/toast";
import { DoctorRow } from "./DoctorRow";
import styles from "./Settings.module.css";
import { useText } from "./strings";

/** State of data folder, database, keychain and journal, and what can be mended. */
export function Doctor() {
  const text = useText();
  const doctor = useDoctor();
  const fix = useDoctorFix();
  const report = useReportError();
  const [asking, setAsking] = useState(false);
  const mend = (delete_orphans: boolean) => {
    setAsking(false);
    fix.mutate(
      { delete_orphans },
      { onSuccess: () => void notify({ title: text("fixed"), tone: "ok" }), onError: report },
    );
  };
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2>{text("doctor")}</h2>
        <Button small onClick={() => doctor.refetch()} busy={doctor.isFetching}>
          {text("check")}
        </Button>
      </header>
      <p className={styles.quiet}>{text("doctorAbout")}</p>
      <div className={styles.card}>
        {doctor.isError && !doctor.data && (
          <ErrorState error={doctor.error} onRetry={() => doctor.refetch()} />
        )}
        {doctor.isPending && [1, 2, 3, 4].map((line) => <Skeleton key={line} width="50%" height={34} />)}
        {doctor.data?.items.map((item) => (
          <DoctorRow
            key={item.id}
            item={item}
            busy={fix.isPending}
            onFix={() => (item.id === "orphans" ? setAsking(true) : mend(false))}
          />
        ))}
      </div>
      {asking && (
        <Dialog
          title={text("orphansTitle")}
          description={text("orphansAbout")}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{text("cancel")}</Button>
              <Button variant="danger" onClick={() => mend(true)}>
                {text("orphans")}
              </Button>
            </>
          }
        />
      )}
    </section>
  );
}
