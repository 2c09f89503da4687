import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import { cx } from "../../components/cx";
import dialog from "../../components/Dialog.module.css";
import popup from "../../components/Popup.module.css";
import { type Command, useCommands } from "./commands";
import styles from "./Palette.module.css";
import { useText } from "./strings";
import { useFoundSources } from "./useFoundSources";

interface PaletteProps {
  onClose: () => void;
  onKeys: () => void;
}

/** Ctrl/Cmd-K: any data source and any command by a few letters. */
export default function Palette({ onClose, onKeys }: PaletteProps) {
  const text = useText();
  const [typed, setTyped] = useState("");
  const commands = useCommands(onKeys).filter((command) => fits(command, typed));
  const sources = useFoundSources(typed);
  const groups = [
    { value: text("sources"), items: sources },
    { value: text("commands"), items: commands },
  ].filter((group) => group.items.length > 0);
  const run = (command: Command) => {
    onClose();
    command.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Viewport className={cx(dialog.viewport, styles.viewport)}>
          <Dialog.Popup className={cx(dialog.popup, styles.popup)} aria-label={text("title")}>
            <Autocomplete.Root
              open
              inline
              items={groups}
              filter={null}
              value={typed}
              onValueChange={setTyped}
              itemToStringValue={(command: Command) => command.label}
              autoHighlight="always"
            >
              <Autocomplete.Input
                className={styles.input}
                placeholder={text("placeholder")}
                aria-label={text("title")}
              />
              <Autocomplete.Empty className={cx(popup.empty, styles.empty)}>
                {text("empty")}
              </Autocomplete.Empty>
              <Autocomplete.List className={styles.list}>
                {(group: (typeof groups)[number]) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className={popup.heading}>{group.value}</Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.id}
                          value={command}
                          className={popup.item}
                          onClick={() => run(command)}
                        >
                          <span className={styles.icon}>{command.icon}</span>
                          <span className={popup.label}>{command.label}</span>
                          {command.note && <span className={styles.note}>{command.note}</span>}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Every word that was typed is somewhere in the command. */
function fits(command: Command, typed: string): boolean {
  const all = `${command.label} ${command.also ?? ""}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
