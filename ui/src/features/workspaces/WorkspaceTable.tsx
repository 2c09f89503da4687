import type { WorkspaceView } from "../../api/generated/types";
import { useChooseWorkspace } from "../../app/WorkspaceSwitcher";
import { EnvBadge } from "../../components/EnvBadge";
import { Given } from "../../components/Given";
import { ProdLocked } from "../../components/locked";
import { RelativeTime } from "../../components/RelativeTime";
import { Table } from "../../components/Table";
import tableStyles from "../../components/Table.module.css";
import { Tag } from "../../components/Tag";
import type { SpaceAct } from "./acts";
import { useSpaceText } from "./strings";
import { WorkspaceActions } from "./WorkspaceActions";
import styles from "./workspaces.module.css";

interface TableProps {
  workspaces: WorkspaceView[];
  /** Why the role in use may not change them; null: it may. */
  denied: string | null;
  onAct: (what: SpaceAct, workspace: WorkspaceView) => void;
}

/** Name, mode with its environments, how much is in it, when it was made. The name is the way to its data sources. */
export function WorkspaceTable({ workspaces, denied, onAct }: TableProps) {
  const t = useSpaceText();
  const choose = useChooseWorkspace();
  return (
    <Table
      heads={[
        t("name"),
        t("mode"),
        { label: t("sources"), className: styles.number },
        { label: t("created"), className: styles.created },
        { label: t("actions"), hidden: true },
      ]}
    >
      {workspaces.map((workspace) => (
        <tr key={workspace.id} className={styles.row} aria-current={workspace.current || undefined}>
          <th scope="row">
            <span className={styles.nameLine}>
              <button type="button" className={tableStyles.name} onClick={() => choose.select(workspace)}>
                {workspace.name}
              </button>
              {workspace.current && <Tag>{t("current")}</Tag>}
            </span>
            {workspace.description && (
              <span className={tableStyles.quiet}>
                <Given>{shortened(workspace.description)}</Given>
              </span>
            )}
          </th>
          <td>
            <ProdLocked value={workspace.locked}>
              <span className={styles.mode}>
                {t(`mode.${workspace.mode}`)}
                <span className={styles.envs}>
                  {workspace.mode === "standard" && <EnvBadge env="dev" />}
                  <EnvBadge env="prod" />
                </span>
              </span>
            </ProdLocked>
          </td>
          <td className={styles.number}>{workspace.sources.toLocaleString()}</td>
          <td className={styles.created}>
            <RelativeTime at={workspace.created_at} focusable />
          </td>
          <td className={tableStyles.shrink}>
            <WorkspaceActions {...{ workspace, denied, onAct }} only={workspaces.length === 1} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Characters of a description that a row has room for; all of it is where it is edited. */
const ROOM = 160;

function shortened(text: string): string {
  const chars = [...text];
  return chars.length > ROOM ? `${chars.slice(0, ROOM).join("")}…` : text;
}
