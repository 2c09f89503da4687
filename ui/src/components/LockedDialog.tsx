import type { Asking } from "../api/typed";
import { useWords } from "../api/words";
import { useText } from "../i18n";
import { ownError } from "../platform";
import { EnvBadge } from "./EnvBadge";
import { ProdLocked } from "./locked";
import { NameDialog } from "./NameDialog";

/** Asked when a change of a locked production side was refused. */
export default function LockedDialog({
  name,
  refused,
  busy,
  onAnswer,
}: Asking & { onAnswer: (typed: string | null) => void }) {
  const text = useText();
  const { error } = useWords();
  const said = refused ? error(ownError("name_not_typed", { name })) : null;
  return (
    <ProdLocked value={true}>
      <NameDialog
        title={text("typed.title", { name })}
        name={name}
        confirm={text("typed.confirm")}
        danger
        busy={busy}
        problem={said && `${said.message} · ${said.hint}`}
        onConfirm={onAnswer}
        onClose={() => onAnswer(null)}
      >
        <p>
          <EnvBadge env="prod" /> {text("typed.text")}
        </p>
      </NameDialog>
    </ProdLocked>
  );
}
