import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useWorkspace } from "../api/workspaces";
import { ProdLocked } from "../components/locked";
import { NameGate } from "../components/NameGate";
import { useToastsWanted } from "../components/toast";
import { useText } from "../i18n";
import { ErrorBoundary } from "./ErrorBoundary";
import { GoneBanner, KeychainBanner } from "./KeychainNotice";
import { useHeldKeys, useKey } from "./keys";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { useApplySettings } from "./settings";

const Toaster = lazy(() => import("../components/Toaster"));
const loadPalette = () => import("./palette/Palette");
const Palette = lazy(loadPalette);
const KeysDialog = lazy(() => import("./KeysDialog"));

/** What stays while pages come and go: the side, banners, the palette, messages. */
export function Shell({ children }: { children: ReactNode }) {
  useApplySettings();
  const text = useText();
  const [location] = useLocation();
  const main = useFocusedOnArrival(location);
  const [over, setOver] = useState<"palette" | "keys" | null>(null);
  const toasts = useToastsWanted();
  useSoon(loadPalette);
  useHeldKeys(over !== null);
  useKey("palette", () => setOver((now) => (now === "palette" ? null : "palette")));
  useKey("help", () => setOver("keys"));
  const locked = useWorkspace()?.locked ?? false;
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {text("nav.skip")}
      </button>
      <Sidebar />
      <main ref={main} tabIndex={-1} className={styles.main}>
        <GoneBanner />
        <KeychainBanner />
        <div className={styles.page}>
          <ErrorBoundary page={location}>
            <ProdLocked value={locked}>{children}</ProdLocked>
          </ErrorBoundary>
        </div>
      </main>
      <Suspense>
        {over === "palette" && <Palette onClose={() => setOver(null)} onKeys={() => setOver("keys")} />}
        {over === "keys" && <KeysDialog onClose={() => setOver(null)} />}
        {toasts && <Toaster />}
        <NameGate />
      </Suspense>
    </div>
  );
}

/** On a new page the focus goes to the page, unless the page has put it somewhere. */
function useFocusedOnArrival(location: string) {
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(location);
  useEffect(() => {
    if (arrived.current === location) return;
    arrived.current = location;
    if (document.activeElement === null || document.activeElement === document.body) main.current?.focus();
  }, [location]);
  return main;
}

/** Loads what is typed into at once: keys pressed while it is on its way would be lost. */
function useSoon(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => {}), 500);
    return () => clearTimeout(timer);
  }, [load]);
}
