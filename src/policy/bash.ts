import { join } from "node:path";
import { ask, deny, type Output } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { shellLine } from "../host/shell-call.ts";
import { type Project, realPath } from "../project/project.ts";
import { type Finding, judgeCommand, type Place } from "./command.ts";
import type { Started } from "./leaving.ts";
import type { SettingsAct } from "./settings-files.ts";

/** The answers that are the same for everybody. */
const ANSWERS = {
  person: deny(
    "That is the person's to decide. They type /multi-ai:decide, /multi-ai:cancel or /multi-ai:resume, or use a terminal of their own.",
  ),
  publish: ask(
    "This sends the project's work to others, which no run does by itself. Allow it only if you want that now.",
  ),
  machine: ask(
    "This changes settings or programs of the machine, outside the project. Allow it only if you want that.",
  ),
  check: deny("Code starts the checks: you need not do anything."),
};

const SETTINGS_RULES: Record<SettingsAct, string> = {
  deny: "Settings and plugins of Claude Code belong to the person during a run: they change them in a terminal of their own.",
  ask: "This writes settings, plugins or servers of Claude Code, which may let it run something else or allow more. Allow it only if you want that.",
};

/** Loaded for few commands: it reads files of the project. */
const scripts =
  (root: string) =>
  (folder: string): Started =>
  (...asked) =>
    (
      require("../project/named-scripts.ts") as typeof import("../project/named-scripts.ts")
    ).scriptsIn(
      folder,
      root,
    )(...asked);

/** What the rules on commands say about a call that runs one. */
export function judgeBash(
  payload: Payload,
  project: Project,
  rules: Pick<Place, "kept" | "settings" | "within" | "git">,
): Finding | null {
  const root = realPath(project.root);
  const folder = realPath(payload.cwd || project.root);
  const home = process.env.HOME ?? "/";
  return judgeCommand(shellLine(payload) ?? "", {
    root,
    task: join(root, ".task"),
    folder,
    home,
    scripts: scripts(root),
    ...rules,
  });
}

/** The host's answer to a finding; `instead`: the texts that depend on who makes the call. */
export function answerTo(
  finding: Finding | null,
  instead: { folder: string; kept: (why: string) => Output },
): Output {
  if (finding === null) return null;
  if (finding.rule === "kept") return instead.kept(finding.why);
  if (finding.rule === "settings") return settingsAnswer(finding.act);
  return finding.rule === "folder" ? deny(instead.folder) : ANSWERS[finding.rule];
}

/** The answer to a call that changes Claude Code's own settings. */
export const settingsAnswer = (act: SettingsAct): Output =>
  act === "ask" ? ask(SETTINGS_RULES.ask) : deny(SETTINGS_RULES[act]);
