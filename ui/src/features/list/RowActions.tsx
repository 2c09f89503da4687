import ChevronDown from "lucide-react/icons/chevron-down";

import Ellipsis from "lucide-react/icons/ellipsis";
import { lazy } from "react";
import type { Environment, SourceRow } from "../../api/generated/types";
import { Button } from "../../components/Button";
import { EnvBadge } from "../../components/EnvBadge";
import { MenuButton } from "../../components/MenuButton";
import type { MenuEntry } from "../../components/menu-items";
import { useText } from "../../i18n";
import { absentSides, sidesOf } from "./acts";
import type { RowProps } from "./Row";

const MenuIcon = lazy(() => import("./MenuIcon"));

type RowActionsProps = Pick<RowProps, "row" | "tabStop" | "act" | "testMenu" | "onTestMenu"> & {
  sides: Environment[];
};

const canEdit = (row: SourceRow): boolean => row.shared?.dev === "edit" || row.shared?.prod === "edit";

/** Test and the rest. In the tab order only while the row has the tab stop. */
export function RowActions({ row, sides, tabStop, act, testMenu, onTestMenu }: RowActionsProps) {
  const text = useText();
  const there = sidesOf(row, sides);
  const tabIndex = tabStop ? 0 : -1;
  const name = row.name;
  const own = row.shared === null;
  const noShare = act.denied("share");
  const noEdit = act.denied("edit");
  const noManage = act.denied("manage");
  const more = (): MenuEntry[] => [
    {
      label: text(noEdit || !(own || canEdit(row)) ? "action.open" : "action.edit"),
      icon: <MenuIcon of="open" />,
      hint: "E",
      onSelect: () => act.open(row),
    },
    ...(noEdit || !own ? [] : absentSides(row, sides)).map(
      (env): MenuEntry => ({
        label: text("list.complete", { env: text(`env.${env}`) }),
        icon: <MenuIcon of="complete" />,
        onSelect: () => act.complete(row, env),
      }),
    ),
    ...(act.door === "data_integration" || !own
      ? []
      : [
          {
            label: text("action.clone"),
            sub: noManage,
            disabled: noManage !== null,
            icon: <MenuIcon of="clone" />,
            hint: "C",
            onSelect: () => act.clone(row),
          },
          {
            label: text("action.share"),
            sub: noShare,
            disabled: noShare !== null,
            icon: <MenuIcon of="share" />,
            onSelect: () => act.share(row),
          },
        ]),
    ...(there.length > 0
      ? [
          {
            label: text("action.copyAs"),
            icon: <MenuIcon of="copy" />,
            onSelect: () => act.copy(row),
          },
        ]
      : []),
    ...(own && there.length > 1
      ? [
          {
            label: text("action.compare"),
            icon: <MenuIcon of="compare" />,
            onSelect: () => act.compare(row),
          },
        ]
      : []),
    ...(own
      ? ([
          { kind: "separator" },
          {
            label: text("action.delete"),
            sub: noManage,
            disabled: noManage !== null,
            icon: <MenuIcon of="delete" />,
            hint: "Del",
            danger: true,
            onSelect: () => act.delete(row),
          },
        ] satisfies MenuEntry[])
      : []),
  ];
  const tests = (): MenuEntry[] => [
    ...there.map(
      (env): MenuEntry => ({ label: <EnvBadge env={env} />, onSelect: () => act.test(row, [env]) }),
    ),
    { kind: "separator" },
    { label: text("list.testBoth"), onSelect: () => act.test(row, there) },
  ];
  const testLabel = text("list.testOf", { name });
  return (
    <>
      {there.length > 1 ? (
        <MenuButton
          small
          variant="quiet"
          label={testLabel}
          aria-label={testLabel}
          tabIndex={tabIndex}
          entries={tests}
          align="end"
          open={testMenu}
          onOpenChange={(open) => onTestMenu(open ? row.id : null)}
        >
          {text("action.test")}
          <ChevronDown aria-hidden="true" />
        </MenuButton>
      ) : (
        <Button
          small
          variant="quiet"
          aria-label={testLabel}
          tabIndex={tabIndex}
          disabled={there.length === 0}
          onClick={() => act.test(row, there)}
        >
          {text("action.test")}
        </Button>
      )}
      <MenuButton
        small
        variant="quiet"
        label={text("list.moreOf", { name })}
        tabIndex={tabIndex}
        icon={<Ellipsis aria-hidden="true" />}
        entries={more}
        align="end"
      />
    </>
  );
}
