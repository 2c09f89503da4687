import { useState } from "react";
import type { Environment, PasteResponse } from "../../../api/generated/types";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { EnvBadge } from "../../../components/EnvBadge";
import { TextArea } from "../../../components/TextArea";
import { notify } from "../../../components/toast";
import { useText } from "../../../i18n";
import { useFormContext } from "../context";
import { usePasteUrl } from "../hooks/usePasteUrl";
import { pasteInto } from "../model/paste";
import { joined } from "../parts/labels";
import { useFormText } from "../strings";

/** Fills a side from a URL. Its secrets stay on the Rust side. */
export function PasteDialog({ env, onClose }: { env: Environment; onClose: () => void }) {
  const { state, dispatch } = useFormContext();
  const t = useFormText();
  const text = useText();
  const [url, setUrl] = useState("");
  const before = state.form.sides[env];

  const fill = (pasted: PasteResponse) => {
    const side = pasteInto(state.form, state.frame, env, pasted).sides[env];
    if (side) dispatch({ do: "side", env, side });
    onClose();
    void notify({
      title: t("paste.done"),
      description: ignoredWords(t, pasted),
      action: before && {
        label: text("action.undo"),
        onSelect: () => dispatch({ do: "side", env, side: before }),
      },
    });
  };
  const { paste, busy, problem, clear } = usePasteUrl(state.frame.def.id, fill);
  const send = () => url.trim() && paste(url.trim());

  return (
    <Dialog
      title={
        state.frame.envs.length > 1 ? (
          <>
            {t("paste.into")} <EnvBadge env={env} />
          </>
        ) : (
          t("paste.title")
        )
      }
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text("action.cancel")}</Button>
          <Button variant="primary" busy={busy} disabled={!url.trim()} onClick={send}>
            {t("paste.fill")}
          </Button>
        </>
      }
    >
      <TextArea
        mono
        rows={3}
        label={t("paste.label")}
        help={t("paste.help")}
        error={problem}
        value={url}
        placeholder="jdbc:mysql://db.example.com:3306/shop?useSSL=true"
        onChange={(next) => {
          clear();
          setUrl(next);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
    </Dialog>
  );
}

/** Parts of the URL that went nowhere, by name. */
export function ignoredWords(t: ReturnType<typeof useFormText>, pasted: PasteResponse): string | undefined {
  if (!pasted.ignored.length) return undefined;
  return t("paste.ignored", { names: joined(pasted.ignored) });
}
