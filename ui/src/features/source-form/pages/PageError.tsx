import ArrowLeft from "lucide-react/icons/arrow-left";
import { useDoor, useGo } from "../../../app/pages";
import { ErrorState } from "../../../components/ErrorState";
import { IconButton } from "../../../components/IconButton";
import { useText } from "../../../i18n";
import head from "../parts/head.module.css";
import { useFormText } from "../strings";

/** A page that could not be read, with the way back to the list. */
export function PageError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useFormText();
  const text = useText();
  const go = useGo();
  const { pages } = useDoor();
  return (
    <>
      <header className={head.header}>
        <IconButton
          className={head.back}
          label={t("head.back")}
          icon={<ArrowLeft aria-hidden="true" />}
          onClick={() => go(pages.list)}
        />
        <h1 className={head.title}>{text("nav.sources")}</h1>
      </header>
      <ErrorState error={error} onRetry={onRetry} />
    </>
  );
}
