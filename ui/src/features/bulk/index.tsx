import FlaskConical from "lucide-react/icons/flask-conical";
import KeyRound from "lucide-react/icons/key-round";
import Pencil from "lucide-react/icons/pencil";
import TagIcon from "lucide-react/icons/tag";
import Trash2 from "lucide-react/icons/trash-2";
import Upload from "lucide-react/icons/upload";
import X from "lucide-react/icons/x";
import { type ReactNode, useRef } from "react";
import type { Right } from "../../api/generated/types";
import { useDenied } from "../../api/rights";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import { useToastRoom } from "../../components/useToastRoom";
import styles from "./bulk.module.css";
import type { Chosen, Verb } from "./model";
import { useBulkText } from "./strings";

interface BarProps {
  chosen: Chosen;
  /** Chooses all that match; absent: they are. */
  onAll?: () => void;
  /** How many match. */
  total: number;
  onClear: () => void;
  onDo: (what: Verb) => void;
}

const VERBS: [Verb, Right, ReactNode][] = [
  ["tags", "edit", <TagIcon key="tags" aria-hidden="true" />],
  ["property", "edit", <Pencil key="property" aria-hidden="true" />],
  ["secret", "edit", <KeyRound key="secret" aria-hidden="true" />],
  ["test", "use", <FlaskConical key="test" aria-hidden="true" />],
  ["export", "use", <Upload key="export" aria-hidden="true" />],
  ["delete", "manage", <Trash2 key="delete" aria-hidden="true" />],
];

/** At the foot of the list while rows are selected: how many, and what can be done with all of them. */
export default function BulkBar({ chosen, total, onAll, onClear, onDo }: BarProps) {
  const t = useBulkText();
  const denied = useDenied();
  const bar = useRef<HTMLElement>(null);
  useToastRoom(bar);
  const offered = VERBS.filter(([what]) => what !== "export" || chosen.door === "management_center");
  return (
    <section
      ref={bar}
      aria-label={t("bar")}
      className={styles.bar}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClear();
      }}
    >
      <span role="status" className={styles.count}>
        {t("selected", { count: chosen.count })}
      </span>
      {onAll && (
        <Button small variant="quiet" onClick={onAll}>
          {t("all", { count: total })}
        </Button>
      )}
      <span className={styles.verbs}>
        {offered.map(([what, right, icon]) => (
          <Button
            key={what}
            small
            variant={what === "delete" ? "danger" : "default"}
            icon={icon}
            disabled={denied(right) !== null}
            title={denied(right) ?? undefined}
            onClick={() => onDo(what)}
          >
            {t(what)}
          </Button>
        ))}
      </span>
      <IconButton small label={t("clear")} icon={<X aria-hidden="true" />} onClick={onClear} />
    </section>
  );
}
