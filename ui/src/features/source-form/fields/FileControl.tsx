import Upload from "lucide-react/icons/upload";
import { lazy, Suspense, useState } from "react";
import { useFiles } from "../../../api/files";
import type { FileKind } from "../../../api/generated/types";
import { useDenied } from "../../../api/rights";
import { Button } from "../../../components/Button";
import { Select } from "../../../components/Select";
import { useFormContext } from "../context";
import { useFormText } from "../strings";
import styles from "./fields.module.css";
import { type ControlProps, notes, useField } from "./useField";

const UploadDialog = lazy(() => import("../../files/UploadDialog"));

/** Stands for no file among the choices. */
const NONE = "none";

/** An authentication file: one of the workspace that fits, or one that is uploaded on the spot. */
export function FileControl(props: ControlProps) {
  const { id, label, required, aside, value, set, error, help } = useField(props);
  const t = useFormText();
  const files = useFiles().data;
  const denied = useDenied()("manage");
  const [uploading, setUploading] = useState(false);
  const { checks } = useFormContext();
  const doubts = (checks[props.env]?.answer?.files ?? [])
    .filter((issue) => issue.field === props.field.key)
    .map((issue) => ({ issue, env: props.env, key: issue.field }));
  const { kind } = props.field;
  const takes: FileKind[] = kind.kind === "file" ? kind.takes : [];
  const chosen = String(value ?? "");
  const fitting = (files ?? []).filter((file) => takes.includes(file.kind) || file.id === chosen);
  // What came from elsewhere stays to be seen.
  const unknown = chosen !== "" && files !== undefined && !fitting.some((file) => file.id === chosen);
  const options = [
    { value: NONE, label: t("file.none") },
    ...fitting.map((file) => ({ value: file.id, label: file.name })),
    ...(chosen !== "" && (unknown || files === undefined)
      ? [{ value: chosen, label: t("file.unknown", { id: chosen }) }]
      : []),
  ];
  return (
    <div className={styles.file}>
      <Select
        {...{ id, label, required, aside, help }}
        error={error ?? (doubts.length ? notes(doubts) : undefined)}
        value={chosen === "" ? NONE : chosen}
        onChange={(next) => set(next === NONE ? "" : next)}
        options={options}
      />
      <Button
        small
        variant="quiet"
        icon={<Upload aria-hidden="true" />}
        disabled={denied !== null}
        onClick={() => setUploading(true)}
        aria-label={t("file.uploadFor", { field: label })}
      >
        {t("file.upload")}
      </Button>
      {uploading && (
        <Suspense>
          <UploadDialog onClose={() => setUploading(false)} onDone={(file) => set(file.id)} />
        </Suspense>
      )}
    </div>
  );
}
