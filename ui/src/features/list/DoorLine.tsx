import { Link } from "wouter";
import { DOORS } from "../../app/pages";
import { useText } from "../../i18n";
import styles from "./List.module.css";

/** Data Integration holds production sides only: where the rest is. */
export function DoorLine({ standard }: { standard: boolean }) {
  const text = useText();
  return (
    <p className={styles.door}>
      {text(standard ? "list.prodOnly" : "list.sameAsCenter")}{" "}
      <Link href={DOORS.management_center.list}>{text("list.center")}</Link>
    </p>
  );
}
