import { defineStrings } from "../../i18n";

export const useCloneText = defineStrings("clone", {
  en: {
    title: "Clone {name}",
    name: "Name of the copy",
    nameHelp: "Letters, digits and underscores, at most 60.",
    sides: "Sides to copy",
    secrets: "Secrets",
    copy: "Copy them",
    copyHelp: "Inside the keychain; nothing is shown.",
    ask: "Ask at each test",
    askHelp: "The copy stores none; you are asked whenever it is tested.",
    leave: "Leave them out",
    leaveHelp: "The copy is incomplete until you enter them.",
    clone: "Clone",
    noSide: "Choose at least one side.",
  },
  "zh-CN": {
    title: "克隆 {name}",
    name: "副本名称",
    nameHelp: "字母、数字和下划线，最多 60 个字符。",
    sides: "要复制的环境",
    secrets: "密钥",
    copy: "一并复制",
    copyHelp: "在密钥链内部复制，不会显示。",
    ask: "每次测试时询问",
    askHelp: "副本不存储密钥，测试时向您询问。",
    leave: "不复制",
    leaveHelp: "填写密钥之前，副本未填完整。",
    clone: "克隆",
    noSide: "请至少选择一个环境。",
  },
});
