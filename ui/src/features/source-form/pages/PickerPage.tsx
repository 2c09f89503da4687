import ArrowLeft from "lucide-react/icons/arrow-left";
import Search from "lucide-react/icons/search";
import { useDeferredValue, useRef, useState } from "react";
import { useCatalog } from "../../../api/catalog";
import { useDoor, useGo, usePageTitle } from "../../../app/pages";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { IconButton } from "../../../components/IconButton";
import head from "../parts/head.module.css";
import screen from "../parts/screen.module.css";
import { DraftOffers } from "../picker/DraftOffer";
import { PasteBox } from "../picker/PasteBox";
import styles from "../picker/picker.module.css";
import { found } from "../picker/search";
import { TypeGrid } from "../picker/TypeGrid";
import { useFormText } from "../strings";
import { FormSkeleton } from "./FormSkeleton";

/** Where a new data source begins: a type, or a URL that says everything. */
export function PickerPage() {
  const t = useFormText();
  const go = useGo();
  const { pages } = useDoor();
  const catalog = useCatalog();
  const [search, setSearch] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const wanted = useDeferredValue(search);
  usePageTitle(t("picker.title"));
  if (!catalog) return <FormSkeleton />;
  const types = found(catalog.types, wanted);
  const first = () => grid.current?.querySelector<HTMLElement>("button");
  return (
    <div className={screen.page}>
      <div className={screen.form}>
        <header className={head.header}>
          <IconButton
            className={head.back}
            label={t("head.back")}
            icon={<ArrowLeft aria-hidden="true" />}
            onClick={() => go(pages.list)}
          />
          <h1 className={head.title}>{t("picker.title")}</h1>
        </header>
        <div className={screen.scroll}>
          <div className={styles.picker}>
            <DraftOffers catalog={catalog} />
            <div className={styles.search}>
              <Search aria-hidden="true" />
              <input
                // The page is for choosing, and this is how one chooses by keyboard.
                // biome-ignore lint/a11y/noAutofocus: see above
                autoFocus
                type="search"
                aria-label={t("picker.search")}
                placeholder={t("picker.search")}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                onKeyDown={(event) => {
                  if (event.nativeEvent.isComposing) return;
                  if (event.key === "ArrowDown") first()?.focus();
                  else if (event.key === "Enter") first()?.click();
                  else if (event.key === "Escape") setSearch("");
                  else return;
                  event.preventDefault();
                }}
              />
            </div>
            {types.length ? (
              <TypeGrid ref={grid} catalog={catalog} types={types} onPick={(id) => go(pages.newOf(id))} />
            ) : (
              <EmptyState
                title={t("picker.none", { search: wanted })}
                actions={<Button onClick={() => setSearch("")}>{t("picker.clear")}</Button>}
              >
                {t("picker.noneHint")}
              </EmptyState>
            )}
            <PasteBox />
          </div>
        </div>
      </div>
    </div>
  );
}
