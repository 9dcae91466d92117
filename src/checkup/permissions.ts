import { MODES } from "../host/modes.ts";
import { permissionRules, sandboxOf } from "../host/program.ts";
import { here } from "../plugin.ts";
import { type CheckupInput, type Finding, ok, warning } from "../workflows/contract/checkup.ts";

/** From here on a session begins in auto mode where no setting says otherwise. */
const AUTO_FROM = "2.1.328";

const APPROVED = "Approved test commands run in every mode.";
const headless = (): string =>
  `${here("run")} uses acceptEdits: an implementer's other commands are refused there, unless --allowed-tools names them.`;

/** Tools that an implementer works with; a rule that denies one of them is above every mode. */
const NEEDED = /^(?:Bash|Write|Edit|MultiEdit)(?:\(|$)/;

/** Which permission mode sessions of this project begin in, and what is asked or refused in it. */
export function permissionsFinding({ env, project }: CheckupInput, version: string): Finding {
  const name = "Permissions";
  const { mode: set, deny, allow } = permissionRules(env, project);
  const mode = set === "manual" ? "default" : (set ?? (Bun.semver.order(version, AUTO_FROM) >= 0 ? "auto" : "default"));
  const { words, remedy } = MODES[mode] ?? { words: "this version does not know it", remedy: null };
  const found = `sessions begin in mode ${mode}: ${words}. ${APPROVED} ${headless()}`;
  const denied = deny.filter((rule) => NEEDED.test(rule));
  if (denied.length > 0)
    return warning(
      name,
      `${found} permissions.deny has ${denied.join(", ")}, which no mode lifts`,
      "take out what an implementer needs, or expect questions",
    );
  const edits = ["Edit", "Write"].every((tool) => allow.includes(tool));
  return remedy === null || (edits && mode !== "plan") ? ok(name, found) : warning(name, found, remedy);
}

/** What shuts `.task/` for commands; in the project's own settings, as the path is relative to where they lie. */
const SHUT = '"sandbox": {"enabled": true, "filesystem": {"denyWrite": ["./.task"]}} in .claude/settings.local.json';

/** Whether the host's sandbox keeps commands from writing into `.task/`. */
export function sandboxFinding({ env, project }: CheckupInput): Finding {
  const name = "Sandbox";
  const { isOn, denied } = sandboxOf(env, project);
  const isShut = denied.some((path) => /(?:^|\/)\.task\/?(?:\*\*)?$/.test(path));
  if (isOn && isShut)
    return ok(
      name,
      "Claude Code's sandbox is on, and no command of an agent writes into .task/; checks run outside of it",
    );
  return ok(
    name,
    `what a command changes in .task/ is noticed behind it and put back. ${SHUT} keeps commands from it altogether; not for runs with worktrees, which lie there`,
  );
}
