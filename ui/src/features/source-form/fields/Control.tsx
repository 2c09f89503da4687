import { words } from "../../../api/words";
import { AddressControl } from "./AddressControl";
import { ChoiceControl, SwitchControl } from "./ChoiceControl";
import { FileControl } from "./FileControl";
import { MapControl } from "./MapControl";
import { RegionControl } from "./RegionControl";
import { SecretControl } from "./SecretControl";
import { AreaControl, TextControl } from "./TextControl";
import { type ControlProps, LocalMark } from "./useField";

/** The control of a field: the one place where kinds meet controls. */
export function Control(props: ControlProps) {
  const { env, field } = props;
  if (field.secret) {
    return (
      <SecretControl
        env={env}
        slot={field.key}
        label={words(field.label)}
        required={field.required === "yes"}
        help={field.help && words(field.help)}
        aside={<LocalMark field={field} />}
      />
    );
  }
  switch (field.kind.kind) {
    case "addresses":
      return <AddressControl {...props} />;
    case "choice":
      return <ChoiceControl {...props} />;
    case "switch":
      return <SwitchControl {...props} />;
    case "region":
      return <RegionControl {...props} />;
    case "file":
      return <FileControl {...props} />;
    case "map":
      return <MapControl {...props} />;
    case "multiline":
      return <AreaControl {...props} />;
    case "text":
    case "path":
      return <TextControl {...props} />;
  }
}
