import Database from "lucide-react/icons/database";
import DatabaseZap from "lucide-react/icons/database-zap";
import FileKey from "lucide-react/icons/file-key";
import History from "lucide-react/icons/history";
import Settings from "lucide-react/icons/settings";
import Share2 from "lucide-react/icons/share-2";
import Trash2 from "lucide-react/icons/trash-2";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useAppState } from "../api/app";
import { useText } from "../i18n";
import { KeychainFoot } from "./KeychainNotice";
import { Mark } from "./Mark";
import { DOORS, PAGES } from "./pages";
import styles from "./Sidebar.module.css";
import { WorkspaceSwitcher } from "./WorkspaceSwitcher";

/** The left side: where one is, and where one can go. Holds nothing that does not work yet. */
export function Sidebar() {
  const text = useText();
  const state = useAppState().data;
  return (
    <aside className={styles.side}>
      <div className={styles.brand}>
        <Mark />
        <span>{text("app.name")}</span>
      </div>
      <WorkspaceSwitcher />
      <nav aria-label={text("nav.label")} className={styles.nav}>
        <div className={styles.group}>{text("nav.management")}</div>
        <NavLink to={PAGES.list} also="/sources" icon={<Database aria-hidden="true" />} count={state?.listed}>
          {text("nav.sources")}
        </NavLink>
        <NavLink to={PAGES.sharing} icon={<Share2 aria-hidden="true" />}>
          {text("nav.sharing")}
        </NavLink>
        <NavLink to={PAGES.files} icon={<FileKey aria-hidden="true" />}>
          {text("nav.files")}
        </NavLink>
        <div className={styles.group}>{text("nav.integration")}</div>
        <NavLink
          to={DOORS.data_integration.list}
          also={DOORS.data_integration.list}
          icon={<DatabaseZap aria-hidden="true" />}
          below={text("nav.integration")}
        >
          {text("nav.sources")}
        </NavLink>
        <hr className={styles.line} />
        <NavLink to={PAGES.activity} also={PAGES.activity} icon={<History aria-hidden="true" />}>
          {text("nav.activity")}
        </NavLink>
        <NavLink to={PAGES.deleted} icon={<Trash2 aria-hidden="true" />}>
          {text("nav.deleted")}
        </NavLink>
        <NavLink to={PAGES.settings} icon={<Settings aria-hidden="true" />}>
          {text("nav.settings")}
        </NavLink>
      </nav>
      <KeychainFoot />
    </aside>
  );
}

interface NavLinkProps {
  to: string;
  /** Pages below this address belong to the entry too. */
  also?: string;
  icon: ReactNode;
  count?: number;
  /** The group that it is in, where another group has an entry of the same name. */
  below?: string;
  children: ReactNode;
}

function NavLink({ to, also, icon, count, below, children }: NavLinkProps) {
  const [location] = useLocation();
  const here = location === to || (also !== undefined && location.startsWith(also));
  return (
    <Link href={to} className={styles.link} aria-current={here ? "page" : undefined}>
      {icon}
      <span>
        {children}
        {below && <span className={styles.below}> ({below})</span>}
      </span>
      {count !== undefined && <span className={styles.count}>{count.toLocaleString()}</span>}
    </Link>
  );
}
