/** What the role in use may not do. The Rust side is the judge; the page says it before anybody tries. */
import { useText } from "../i18n";
import { useAppState } from "./app";
import type { Right } from "./generated/types";
import { useRead } from "./query";
import { words } from "./words";

/** Why something cannot be done, in words; null: it can. */
export function useDenied(): (right: Right) => string | null {
  const text = useText();
  const identity = useAppState().data?.identity;
  const limited = identity !== undefined && identity.rights.length < ALL_RIGHTS;
  const roles = useRead("identity.roles", {}, { enabled: limited }).data;
  return (right) => {
    if (!identity || identity.rights.includes(right)) return null;
    const name = roles?.find(({ role }) => role === identity.role)?.name;
    return text("role.denied", { role: name ? words(name) : identity.role });
  };
}

/** Nobody who may do everything is told why not. */
const ALL_RIGHTS = 5;
