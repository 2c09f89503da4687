import { useState } from "react";
import type { PasteResponse } from "../../../api/generated/types";
import { usePaste } from "../../../api/sources";
import { useWords } from "../../../api/words";
import type { ApiError } from "../../../platform";

/** Has Rust take a URL apart. `problem` is why it was refused, in words. */
export function usePasteUrl(type: string | null, onPasted: (pasted: PasteResponse) => void) {
  const { mutate, isPending, reset } = usePaste();
  const { issue, error } = useWords();
  const [refused, setRefused] = useState<ApiError | null>(null);

  const paste = (text: string) => {
    setRefused(null);
    // What was pasted may hold a password: it is not kept once it was answered.
    mutate({ text, type }, { onSuccess: onPasted, onError: setRefused, onSettled: () => reset() });
  };

  const problem = (): string | null => {
    if (!refused) return null;
    const [first] = refused.error.issues;
    const said = first ? issue(first) : error(refused);
    return said.hint ? `${said.message} · ${said.hint}` : said.message;
  };
  return { paste, busy: isPending, problem: problem(), clear: () => setRefused(null) };
}
