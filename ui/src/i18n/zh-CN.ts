/** 简体中文：与 en.ts 键相同。 */
import type { en } from "./en";
import type { Chinese } from "./strings";

export const zhCN: Chinese<keyof typeof en> = {
  "app.name": "Headwater",

  "env.dev": "开发环境",
  "env.prod": "生产环境",

  "verdict.Connectable": "可连通",
  "verdict.ConfigError": "配置错误",
  "verdict.Unreachable": "无法连通",
  "verdict.Unsupported": "暂不支持",
  "verdict.Cancelled": "已取消",

  "state.incomplete": "未完成",
  "state.untested": "未测试",
  "state.connectable": "可连通",
  "state.failing": "未通过",
  "state.absent": "未配置",

  "time.now": "刚刚",
  "time.day": "{day} {time}",

  "action.cancel": "取消",
  "action.close": "关闭",
  "action.retry": "重试",
  "action.undo": "撤销",
  "action.dismiss": "知道了",
  "action.save": "保存",
  "action.delete": "删除",
  "action.clone": "克隆",
  "action.open": "打开",
  "action.edit": "编辑",
  "action.compare": "对比两侧",
  "action.test": "测试",
  "action.new": "新建数据源",
  "action.sample": "打开示例工作空间",

  "field.required": "必填",
  "field.optional": "选填",
  "field.none": "无",
  "combobox.empty": "没有建议项，将直接使用您输入的内容。",

  "error.unknown": "出现问题（{code}）",
  "error.detail": "详情",
  "error.page": "无法显示此页面",
  "error.pageHint": "Headwater 的其他部分不受影响。请重试，或返回列表。",
  "error.notFound": "没有这个页面",

  "nav.label": "主导航",
  "nav.management": "管理中心",
  "nav.workspace": "工作空间",
  "nav.sources": "数据源",
  "nav.settings": "设置",
  "nav.skip": "跳到内容",
  "nav.loading": "正在加载",

  "workspace.switch": "切换工作空间",
  "workspace.basic": "简单模式",
  "workspace.standard": "标准模式",
  "workspace.count_other": "{count} 个数据源",

  "keychain.ready": "密钥链就绪",
  "keychain.locked": "密钥链已锁定",
  "keychain.absent": "没有密钥链",
  "keychain.unknown": "尚未访问密钥链",
  "keychain.absentTitle": "密钥仅在本次会话中保留",
  "keychain.absentText": "在这台计算机上未找到密钥链。您输入的密码和密钥会在 Headwater 关闭后丢失。",
  "keychain.lockedTitle": "密钥链已锁定",
  "keychain.lockedText": "解锁之前无法读取已保存的密钥。",
  "keychain.look": "查看",
};
