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
  /** On to what was found. */
  onGo: () => void;
}

/** Part of a name, description or address. Escape empties it, Enter and ↓ go on to the first row. */
export function SearchBox({ value, onChange, input, onGo }: SearchBoxProps) {
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
          const on = event.key === "Enter" || event.key === "ArrowDown";
          if (!on || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onGo();
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
