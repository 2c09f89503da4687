/** What each writing command makes stale. A write that is not here invalidates nothing. */
import type { QueryClient } from "@tanstack/react-query";
import type { CommandName } from "../platform";

const SOURCE: CommandName[] = [
  "source.list",
  "source.get",
  "source.impact",
  "source.clone_name",
  "source.copies",
  "source.usable",
  "share.list",
  "source.deleted",
  "tag.list",
  "activity.list",
  "app.state",
  // Whether a kept secret may go to the target in the form is measured against what is saved.
  "source.check",
];

const FILE: CommandName[] = ["file.list", "source.check"];

const WORKSPACE: CommandName[] = [
  "app.state",
  "source.list",
  "file.list",
  "workspace.impact",
  "workspace.upgrade",
];

const TOUCHES: Partial<Record<CommandName, CommandName[]>> = {
  "workspace.select": ["app.state", "source.list", "file.list"],
  "workspace.sample": ["app.state", "source.list", "file.list"],
  "workspace.create": ["app.state"],
  "workspace.change": ["app.state"],
  // Whether a side is missed follows from the mode.
  "workspace.upgrade": [...WORKSPACE, ...SOURCE],
  "workspace.delete": WORKSPACE,
  "settings.set": ["app.state"],
  "source.save": [...SOURCE, "test.history", "file.list"],
  "source.rename": [...SOURCE, "file.list"],
  "source.clone": [...SOURCE, "file.list"],
  "import.apply": [...SOURCE, "test.history"],
  "template.load": [...SOURCE, "test.history", "file.list"],
  "source.delete": [...SOURCE, "file.list"],
  "source.restore": [...SOURCE, "file.list"],
  "source.purge": SOURCE,
  "source.favourite": ["source.list"],
  "filter.save": ["filter.list"],
  "filter.delete": ["filter.list"],
  "bulk.run": [...SOURCE, "test.history", "bulk.unfinished", "file.list"],
  "bulk.undo": [...SOURCE, "test.history", "file.list"],
  "bulk.forget": ["bulk.unfinished"],
  "source.copy": ["activity.list"],
  "secret.copy": ["activity.list"],
  "secret.set": [...SOURCE, "test.history"],
  "share.add": SOURCE,
  "share.revoke": SOURCE,
  "identity.set": SOURCE,
  "file.upload": FILE,
  // Who names a replaced file has not been tested with it.
  "file.replace": [...FILE, ...SOURCE, "test.history"],
  "file.describe": FILE,
  "file.delete": FILE,
  "form.keep": ["form.load"],
  "test.run": ["source.check", "source.list", "source.get", "test.history", "app.state"],
  "doctor.run": ["app.state"],
  "doctor.fix": ["doctor.run", "app.state"],
};

export function invalidate(client: QueryClient, name: CommandName): Promise<unknown> {
  const stale = TOUCHES[name] ?? [];
  return Promise.all(stale.map((key) => client.invalidateQueries({ queryKey: [key] })));
}
