import type {
  Door,
  Environment,
  KnownByName,
  SecretSource,
  SecretState,
  SharedMark,
  SideInput,
  TypeDef,
  WorkspaceId,
} from "../../../api/generated/types";

/** What the person decided about one secret and has not saved. A slot without one keeps what it has. */
export type SecretDraft =
  | { is: "typed"; value: string }
  | { is: "clear" }
  | { is: "ask" }
  | { is: "fetch"; source: SecretSource }
  | { is: "held"; ticket: string }
  | { is: "from"; env: Environment };

/** One row of a map: an object while it is saved, an ordered list while it is edited. */
export type MapRow = { name: string; value: string };

/** One row of an address list; `port` keeps the JSON type that it was saved with until it is edited. */
export type AddressRow = { host: string; port: string | number };

/** One side while it is edited. Values of every mode stay in `properties`, so switching back loses nothing. */
export type SideForm = {
  mode: string;
  properties: Record<string, unknown>;
  secrets: Record<string, SecretDraft>;
  /** The target that the person agreed to send kept secrets to, as Rust named it; another one is asked about again. */
  confirm: string | null;
};

/** Everything that the person can change. */
export type Form = {
  name: string;
  description: string;
  tags: string[];
  sides: Partial<Record<Environment, SideForm>>;
};

/** What a form is about and cannot be changed in it. */
export type Frame = {
  def: TypeDef;
  /** Through which page it is saved: Data Integration leaves the development side alone. */
  door: Door;
  /** The workspace that a save is for; null: the current one. */
  workspace: WorkspaceId | null;
  /** Null until the first save. */
  id: string | null;
  revision: number | null;
  /** The sides that the workspace has, in their order on the screen. */
  envs: Environment[];
  /** Sides that are saved. */
  exists: Partial<Record<Environment, boolean>>;
  /** Properties that a saved side does not have: a default shown for one of them is not a change. */
  absent: Partial<Record<Environment, string[]>>;
  /** States of the saved secrets. */
  states: Partial<Record<Environment, Record<string, SecretState>>>;
  /** From where the saved secrets are fetched that nobody keeps. */
  fetched: Partial<Record<Environment, Record<string, SecretSource>>>;
  /** Who else knows it by its name, which therefore stays. */
  knownByName: KnownByName | null;
  /** From where and for what, when it was received by sharing; null: the workspace's own. */
  received: SharedMark | null;
  /** Sides that were received to be used only: a save sends them as they are. */
  fixed: Partial<Record<Environment, SideInput>>;
};

/** The other environment. */
export const otherEnv = (env: Environment): Environment => (env === "dev" ? "prod" : "dev");
