/** What the palette offers beside the data sources themselves. */
import ArrowUpFromLine from "lucide-react/icons/arrow-up-from-line";
import Bookmark from "lucide-react/icons/bookmark";
import Database from "lucide-react/icons/database";
import DatabaseZap from "lucide-react/icons/database-zap";
import Droplets from "lucide-react/icons/droplets";
import FileKey from "lucide-react/icons/file-key";
import FileSpreadsheet from "lucide-react/icons/file-spreadsheet";
import History from "lucide-react/icons/history";
import Keyboard from "lucide-react/icons/keyboard";
import Languages from "lucide-react/icons/languages";
import Layers from "lucide-react/icons/layers";
import Moon from "lucide-react/icons/moon";
import Plus from "lucide-react/icons/plus";
import Settings from "lucide-react/icons/settings";
import Share2 from "lucide-react/icons/share-2";
import Sun from "lucide-react/icons/sun";
import SunMoon from "lucide-react/icons/sun-moon";
import Trash2 from "lucide-react/icons/trash-2";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAppState } from "../../api/app";
import { TYPE_NAMES } from "../../api/catalog";
import type { Theme } from "../../api/generated/types";
import { useSavedFilters } from "../../api/many";
import { words } from "../../api/words";
import { useWorkspace } from "../../api/workspaces";
import { TypeGlyph } from "../../components/TypeGlyph";
import { handFilter, takeHanded } from "../../features/list/filter";
import { LANGUAGES } from "../../i18n/languages";
import { DOORS, PAGES, useGo } from "../pages";
import { useChangeSettings } from "../settings";
import { useChooseWorkspace } from "../WorkspaceSwitcher";
import { useText } from "./strings";

export interface Command {
  id: string;
  label: string;
  /** Found by these words too. */
  also?: string;
  icon: ReactNode;
  /** A second, quieter word at the end. */
  note?: string;
  run: () => void;
}

const THEMES: [Theme, ReactNode][] = [
  ["light", <Sun key="light" />],
  ["dark", <Moon key="dark" />],
  ["system", <SunMoon key="system" />],
];

export function useCommands(onKeys: () => void): Command[] {
  const text = useText();
  const go = useGo();
  const state = useAppState().data;
  const current = useWorkspace();
  const change = useChangeSettings();
  const workspace = useChooseWorkspace();
  const saved = useSavedFilters().data ?? [];
  const [location] = useLocation();
  return [
    { id: "new", label: text("new"), icon: <Plus />, run: () => go(PAGES.new) },
    { id: "list", label: text("list"), icon: <Database />, run: () => go(PAGES.list) },
    {
      id: "template",
      label: text("template"),
      also: "xlsx csv excel",
      icon: <FileSpreadsheet />,
      run: () => go(PAGES.template),
    },
    { id: "sharing", label: text("sharing"), icon: <Share2 />, run: () => go(PAGES.sharing) },
    {
      id: "integration",
      label: text("integration"),
      icon: <DatabaseZap />,
      run: () => go(DOORS.data_integration.list),
    },
    {
      id: "new integration",
      label: text("newIntegration"),
      icon: <Plus />,
      run: () => go(DOORS.data_integration.new),
    },
    { id: "activity", label: text("activity"), icon: <History />, run: () => go(PAGES.activity) },
    { id: "deleted", label: text("deleted"), icon: <Trash2 />, run: () => go(PAGES.deleted) },
    ...saved.map(({ id, name, filter }) => ({
      id: `filter ${id}`,
      label: text("filter", { name }),
      icon: <Bookmark />,
      run: () => {
        handFilter(filter);
        if (location === PAGES.list) takeHanded();
        else go(PAGES.list);
      },
    })),
    { id: "files", label: text("files"), icon: <FileKey />, run: () => go(PAGES.files) },
    { id: "workspaces", label: text("workspaces"), icon: <Layers />, run: () => go(PAGES.workspaces) },
    { id: "new workspace", label: text("newWorkspace"), icon: <Plus />, run: () => go(PAGES.newWorkspace) },
    ...(current?.mode === "basic"
      ? [
          {
            id: "upgrade",
            label: text("upgrade", { name: current.name }),
            icon: <ArrowUpFromLine />,
            run: () => go(PAGES.upgrade(current.id)),
          },
        ]
      : []),
    {
      id: "settings",
      label: text("settings"),
      also: text("doctor"),
      icon: <Settings />,
      run: () => go(PAGES.settings),
    },
    ...TYPE_NAMES.map((type) => ({
      id: `new ${type.id}`,
      label: text("newOf", { type: words(type.name) }),
      also: `${type.id} ${type.name.en}`,
      icon: <TypeGlyph type={type.id} />,
      run: () => go(PAGES.newOf(type.id)),
    })),
    ...(state?.workspaces ?? [])
      .filter((each) => each.id !== state?.workspace)
      .map((each) => ({
        id: `workspace ${each.id}`,
        label: text("workspace", { name: each.name }),
        icon: <Layers />,
        run: () => workspace.select(each),
      })),
    { id: "sample", label: text("sample"), icon: <Droplets />, run: workspace.sample },
    ...THEMES.map(([theme, icon]) => ({
      id: `theme ${theme}`,
      label: text(`theme.${theme}`),
      icon,
      run: () => change({ theme }),
    })),
    ...LANGUAGES.map(([lang, name]) => ({
      id: `language ${lang}`,
      label: text("language", { name }),
      also: "language 语言",
      icon: <Languages />,
      run: () => change({ language: lang }),
    })),
    { id: "keys", label: text("keys"), icon: <Keyboard />, run: onKeys },
  ];
}
