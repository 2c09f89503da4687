import ArrowLeft from "lucide-react/icons/arrow-left";
import ArrowRight from "lucide-react/icons/arrow-right";
import { MenuButton } from "../../../components/MenuButton";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { useCopySide } from "../hooks/useCopySide";
import { skips } from "../model/form";
import { otherEnv } from "../model/types";
import { useFormText } from "../strings";
import styles from "./sides.module.css";

/** Between the columns: one side over to the other. */
export function CopyArrows() {
  const t = useFormText();
  const text = useText();
  const { state } = useFormContext();
  const { entries } = useCopySide();
  return (
    <div className={styles.arrows}>
      {(["prod", "dev"] as const).map((to) => (
        <MenuButton
          key={to}
          variant="default"
          className={styles.arrow}
          label={t("copy.to", { from: text(`env.${otherEnv(to)}`), to: text(`env.${to}`) })}
          icon={to === "prod" ? <ArrowRight aria-hidden="true" /> : <ArrowLeft aria-hidden="true" />}
          disabled={skips(state.frame, state.form, otherEnv(to))}
          entries={() => entries(to)}
        />
      ))}
    </div>
  );
}
