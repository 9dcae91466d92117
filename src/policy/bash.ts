import { join } from "node:path";
import { ask, deny, type Output } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { shellLine } from "../host/shell-call.ts";
import { type Project, realPath } from "../project/project.ts";
import { type Finding, judgeCommand, type Scene } from "./shell/judge.ts";

export { ofSettings } from "./shell/door-names.ts";

const PERSON_RULE =
  "That is the person's to decide. They type /multi-ai:decide, /multi-ai:cancel or /multi-ai:resume, or use a terminal of their own.";

const DENIES = {
  person: PERSON_RULE,
  keyboard:
    "That types into a terminal, or starts something that nobody watches, and could speak for the person. While a question is open, or with words for this run, no agent does that; tests of a terminal program can run once it is answered.",
  host: "Sessions, plugins and settings of Claude Code are the person's while a run is live: they do that in a terminal of their own.",
  // Whoever reads it may be an agent, or the main thread.
  unasked:
    "This writes settings of Claude Code that the person has to be asked about, and this version of it asks nothing with bypassPermissions. Leave the file as it is and say what should change in it; the person changes it, or starts Claude Code with another permission mode.",
};

const ASKS = {
  folder:
    "This command may change .task/, which belongs to the program while a run is live: what it writes cannot be seen from its text. Allow it only if you know that it leaves .task/ alone.",
  effort:
    "This command is so long, or repeats itself so much, that it cannot be checked. Say it in several short ones, or put it into a script with Write and run that. Allow it only if you know what it does.",
  keyboard:
    "This command types into a terminal, or starts something later that nobody watches; which terminal cannot be seen from its text. Allow it only if it is none that you type in.",
  host: "This writes settings, plugins or servers of Claude Code, by which it may run something else, or let more pass. Allow it only if you want that.",
  person:
    "This command may decide in your place (decide, cancel, reset and the like); whether it does cannot be seen from its text. Allow it only if you want that.",
};

/** What the rules on commands say about a call that runs one; `frozen`: see Scene. */
export function judgeBash(
  payload: Payload,
  project: Project,
  frozen: Scene["frozen"],
  more: Pick<Scene, "asking" | "settings"> = {},
): Finding | null {
  const text = shellLine(payload) ?? "";
  const folder = realPath(payload.cwd || project.root);
  const root = realPath(project.root);
  return judgeCommand(text, { root, task: join(root, ".task"), folder, env: process.env, frozen, ...more });
}

/** The host's answer to a finding; `instead`: the texts of denials that depend on who makes the call. */
export function answerTo(
  finding: Finding | null,
  instead: { folder: string; frozen: (file: string) => Output; check: string },
): Output {
  if (finding === null) return null;
  if (finding.rule === "frozen") return instead.frozen(finding.file);
  if (finding.rule === "check") return deny(instead.check);
  if (finding.act === "ask") return ask(ASKS[finding.rule]);
  return deny(finding.rule === "folder" ? instead.folder : DENIES[finding.rule]);
}
