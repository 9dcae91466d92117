// What one text of the catalogue is.

export type Kind =
  | "title"
  | "header"
  | "label"
  | "option"
  /** A question of a made run, as it is asked. */
  | "question"
  | "skip reason"
  | "said"
  | "help"
  | "notice"
  | "next step"
  | "report"
  | "preflight"
  | "checkup"
  /** The answer to a call of a tool. */
  | "denial"
  /** A sentence of the source, with … for what is put in. */
  | "written";

export interface Entry {
  kind: Kind;
  /** What it belongs to, such as `team veto lift`. */
  of: string;
  /** Where it is read. */
  where: "host" | "terminal" | "both";
  text: string;
}
