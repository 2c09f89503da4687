import { defineStrings } from "../../i18n";

export const useDeleteText = defineStrings("delete", {
  en: {
    title: "Delete {name}?",
    what: "What to delete",
    both: "The whole data source",
    bothHelp: "Both environments, with their secrets.",
    "only.dev": "Development only",
    "only.prod": "Production only",
    onlyHelp: "The other side stays.",
    otherStays: "Only this side is deleted; development stays in Management Center.",
    locked: "Production is locked here: you will be asked to type the name.",
    impact: "What this affects",
    undo: "This can be undone; the secrets stay in the keychain for that.",
    delete: "Delete",
  },
  "zh-CN": {
    title: "删除 {name}？",
    what: "删除范围",
    both: "整个数据源",
    bothHelp: "两个环境及其密钥。",
    "only.dev": "仅开发环境",
    "only.prod": "仅生产环境",
    onlyHelp: "保留另一侧。",
    otherStays: "仅删除此侧；开发环境的配置仍保留在管理中心。",
    locked: "此处的生产环境已锁定：需要输入名称。",
    impact: "影响",
    undo: "可以撤销；为此密钥仍保留在密钥链中。",
    delete: "删除",
  },
});
