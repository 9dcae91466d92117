import { stripStamp } from "../../stamp.ts";
import { parseRetro } from "../documents/retro.ts";
import { documentKind } from "./kind.ts";

/** `pipeline/retro/<role>.md`: what one role takes from the run. */
export const kind = documentKind({
  form: () => "- <stage>: <what happened, what it cost, which rule would have caught it sooner>\n",
  rules: () => ["At most five entries, each about something that happened in this run."],
  judge: (text) => ({ problems: parseRetro(stripStamp(text)).problems }),
});
