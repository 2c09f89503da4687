import Clock from "lucide-react/icons/clock-fading";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import FileKey from "lucide-react/icons/file-key";
import KeyRound from "lucide-react/icons/key-round";
import Link from "lucide-react/icons/link";
import Lock from "lucide-react/icons/lock";
import MessageCircleQuestion from "lucide-react/icons/message-circle-question-mark";
import Minus from "lucide-react/icons/minus";
import PencilLine from "lucide-react/icons/pencil-line";
import ShieldCheck from "lucide-react/icons/shield-check";
import ShieldQuestion from "lucide-react/icons/shield-question-mark";
import Terminal from "lucide-react/icons/square-terminal";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import Variable from "lucide-react/icons/variable";
import type { Environment } from "../../../api/generated/types";
import { cx } from "../../../components/cx";
import { MenuButton } from "../../../components/MenuButton";
import type { MenuEntry } from "../../../components/menu-items";
import { useText } from "../../../i18n";
import { type Consent, type FetchKind, isFetched, type SecretShown } from "../model/secrets";
import { useFormText } from "../strings";
import styles from "./fields.module.css";

const LOOK = {
  stored: [Lock, styles.ok],
  session: [Clock, styles.warn],
  missing: [TriangleAlert, styles.warn],
  locked: [Lock, styles.warn],
  confirm: [ShieldQuestion, styles.warn],
  confirmed: [ShieldCheck, styles.ok],
  ask: [MessageCircleQuestion, styles.calm],
  env: [Variable, styles.calm],
  file: [FileKey, styles.calm],
  command: [Terminal, styles.calm],
  typed: [PencilLine, styles.accent],
  held: [Link, styles.accent],
  from: [Copy, styles.accent],
  cleared: [Minus, styles.warn],
} as const;

const FETCH_KINDS: FetchKind[] = ["env", "file", "command"];

type StateProps = {
  id: string;
  label: string;
  /** Its absence is a gap: a secret of a side that nobody has begun is just not set. */
  required: boolean;
  shown: SecretShown;
  from: Environment | null;
  /** The keychain holds one already, or it is asked for. */
  savedToo: boolean;
  /** Something was decided that is not saved. */
  pending: boolean;
  onSet: () => void;
  onClear: () => void;
  onUndo: () => void;
  onAsk: () => void;
  /** Absent: there is nothing that can be copied. */
  onCopy?: () => void;
  /** Opens what says where it is fetched. */
  onFetch: (kind: FetchKind) => void;
  /** Whether somebody has to agree, and did, before it is fetched for this target. */
  consent: Consent;
  /** Agrees, or no longer, that the stored value goes to the changed target. */
  onConfirm: (on: boolean) => void;
  /** What is known is about the target that stands here now. */
  settled: boolean;
};

/** What is known about a secret, and the verbs. */
export function SecretState(props: StateProps) {
  const { id, label, required, shown, from, savedToo, pending } = props;
  const t = useFormText();
  const text = useText();
  const optional = shown === "missing" && !required;
  const [Icon, tone] = optional ? [KeyRound, styles.calm] : LOOK[shown];
  const word = optional
    ? t("secret.empty")
    : shown === "from" && from
      ? t("secret.from", { env: text(`env.${from}`) })
      : t(`secret.${shown}`, { env: "" });
  const empty = shown === "missing" || shown === "cleared";
  const clearable = !empty && !pending;
  const fetched = isFetched(shown);
  const wanted = shown === "confirm" || (fetched && props.consent === "wanted");
  const asks = wanted || shown === "confirmed" || (fetched && props.consent === "given");

  const agreeing = t(wanted ? (fetched ? "fetch.agree" : "secret.agree") : "secret.forget");

  const entries = (): MenuEntry[] => [
    ...(props.onCopy
      ? [{ label: t("secret.copyVerb"), sub: t("secret.copySub"), onSelect: props.onCopy }]
      : []),
    ...(shown === "ask"
      ? []
      : [{ label: t("secret.askVerb"), sub: t("secret.askSub"), onSelect: props.onAsk }]),
    ...(fetched ? [{ label: t("secret.keep"), sub: t("secret.keepSub"), onSelect: props.onSet }] : []),
    ...FETCH_KINDS.map((kind) => ({
      label: t(`fetch.${kind}Verb`),
      sub: t("secret.askSub"),
      onSelect: () => props.onFetch(kind),
    })),
    ...(clearable ? [{ label: t("secret.clear"), onSelect: props.onClear }] : []),
    ...(pending ? [{ label: t(savedToo ? "secret.undo" : "secret.forget"), onSelect: props.onUndo }] : []),
  ];
  const verb = t(fetched ? "secret.change" : empty || shown === "ask" ? "secret.set" : "secret.replace");
  const second = pending ? t("secret.forget") : t("secret.clear");
  return (
    <>
      <span className={cx(styles.state, tone)}>
        <Icon aria-hidden="true" />
        <span className={styles.word}>{word}</span>
      </span>
      <span className={styles.verbs}>
        {asks && (
          <button
            type="button"
            id={id}
            className={styles.verb}
            disabled={!props.settled}
            aria-label={t("secret.verbOf", {
              verb: agreeing,
              label,
            })}
            onClick={() => props.onConfirm(wanted)}
          >
            {agreeing}
          </button>
        )}
        <button
          type="button"
          id={asks ? undefined : id}
          className={styles.verb}
          aria-label={t("secret.verbOf", { verb, label })}
          onClick={fetched ? () => props.onFetch(shown) : props.onSet}
        >
          {verb}
        </button>
        {(clearable || pending) && !asks && (
          <button
            type="button"
            className={cx(styles.verb, styles.second)}
            aria-label={t("secret.verbOf", { verb: second, label })}
            onClick={pending ? props.onUndo : props.onClear}
          >
            {second}
          </button>
        )}
        <MenuButton
          small
          variant="quiet"
          align="end"
          label={t("secret.more", { label })}
          icon={<Ellipsis aria-hidden="true" />}
          entries={entries}
        />
      </span>
    </>
  );
}
