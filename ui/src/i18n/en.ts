/** English strings of the shell, the list and the components. `zh-CN.ts` has the same keys. */
export const en = {
  "app.name": "Headwater",

  "env.dev": "Development",
  "env.prod": "Production",

  "verdict.Connectable": "Connectable",
  "verdict.ConfigError": "Configuration error",
  "verdict.Unreachable": "Unreachable",
  "verdict.Unsupported": "Not supported",
  "verdict.Cancelled": "Cancelled",

  "state.incomplete": "Incomplete",
  "state.untested": "Untested",
  "state.connectable": "Connectable",
  "state.failing": "Failing",
  "state.absent": "Not set up",

  "time.now": "just now",
  "time.day": "{day} {time}",

  "action.cancel": "Cancel",
  "action.close": "Close",
  "action.retry": "Retry",
  "action.undo": "Undo",
  "action.dismiss": "Dismiss",
  "action.save": "Save",
  "action.delete": "Delete",
  "action.clone": "Clone",
  "action.open": "Open",
  "action.edit": "Edit",
  "action.compare": "Compare sides",
  "action.test": "Test",
  "action.new": "New data source",
  "action.sample": "Open sample workspace",

  "field.required": "required",
  "field.optional": "optional",
  "field.none": "None",
  "combobox.empty": "No suggestion. What you typed is used as it is.",

  "error.unknown": "Something went wrong ({code})",
  "error.detail": "Details",
  "error.page": "This page could not be shown",
  "error.pageHint": "The rest of Headwater goes on. Try again, or go back to the list.",
  "error.notFound": "There is no such page",

  "nav.label": "Main",
  "nav.management": "Management Center",
  "nav.workspace": "Workspace",
  "nav.sources": "Data sources",
  "nav.settings": "Settings",
  "nav.skip": "Skip to content",
  "nav.loading": "Loading",

  "workspace.switch": "Switch workspace",
  "workspace.basic": "Basic mode",
  "workspace.standard": "Standard mode",
  "workspace.count_one": "{count} data source",
  "workspace.count_other": "{count} data sources",

  "keychain.ready": "Keychain ready",
  "keychain.locked": "Keychain locked",
  "keychain.absent": "No keychain",
  "keychain.unknown": "Keychain not asked yet",
  "keychain.absentTitle": "Secrets are kept for this session only",
  "keychain.absentText":
    "No keychain was found on this computer. Passwords and keys that you enter are forgotten when Headwater closes.",
  "keychain.lockedTitle": "The keychain is locked",
  "keychain.lockedText": "Stored secrets cannot be read until you unlock it.",
  "keychain.look": "Look into it",
} as const;
