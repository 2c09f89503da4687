import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import type { RefObject } from "react";
import { IconButton } from "../../components/IconButton";
import { Kbd } from "../../components/Kbd";
import { useText } from "../../i18n";
import styles from "./SearchBox.module.css";

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  input: RefObject<HTMLInputElement | null>;
}

/** Part of a name, description or address. Escape empties it. */
export function SearchBox({ value, onChange, input }: SearchBoxProps) {
  const text = useText();
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="text"
        aria-label={text("list.search")}
        aria-keyshortcuts="/"
        placeholder={text("list.search")}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") onChange("");
          else if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {value === "" ? (
        <Kbd>/</Kbd>
      ) : (
        <IconButton
          small
          label={text("list.searchClear")}
          icon={<X aria-hidden="true" />}
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
