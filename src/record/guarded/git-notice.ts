import { existsSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import { fileText, hasGit, placesOf, runGit, worktreesInside } from "../../project/git/git.ts";
import { type Project, realPath } from "../../project/project.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { type Env, NoRecord, readNotes, writeNotes } from "../machine/outside.ts";
import { matters } from "./watched.ts";

/**
 * What git is told beside the files of the project: which of them it passes over, and by what
 * programs it reads them. None of it is in a diff, so what changed since the run began is told to
 * the person.
 */
interface GitState {
  /** Git's folder of this worktree, and the folder that all worktrees share. */
  folders: string[];
  /** Effective settings that have a say in it, by their names. */
  settings: Record<string, string>;
  /**
   * Rules of the files in git's own folder and of those that settings name, without comments; none
   * where there is no file.
   */
  rules: Record<string, string[]>;
  /** Linked worktrees inside of the project, which are no part of it. */
  worktrees: string[];
}

/** What was noted when a run began; null: nothing was. */
export const recordedGit = (
  project: Project,
  run: string,
  env: Env = process.env,
): GitState | null =>
  existsSync(project.task)
    ? ((readNotes<GitState>(env, project, "git", run)[0] as GitState | undefined) ?? null)
    : null;

/**
 * Linked worktrees inside the project whose files are not the project's: those from before the run,
 * and those that the person added since. One that an agent's command made is work, and so is a
 * folder with `known` files. Undefined: nothing was noted.
 */
export function foreignWorktrees(
  project: Project,
  run: Run,
  known: () => string[],
): string[] | undefined {
  const noted = recordedGit(project, run.run)?.worktrees;
  const places = noted === undefined ? null : placesOf(project.root);
  const added =
    places === null ? [] : worktreesInside(places).filter((path) => !noted!.includes(path));
  const work = run.tasks.filter(
    ({ edits, base }) => edits !== null && base?.startsWith("git:") === false,
  );
  if (added.length === 0 || work.some(({ changed }) => !changed)) return noted;
  const files = [...work.flatMap(({ changed }) => Object.keys(changed!)), ...known()];
  return [...noted!, ...added.filter((path) => !files.some((file) => file.startsWith(`${path}/`)))];
}

/** Rules of one file that are kept, and characters of each. */
const MAX_RULES = 400;
const MAX_RULE = 300;

const EXCLUDE = "info/exclude";
const ATTRIBUTES = "info/attributes";
const IGNORES = "core.excludesFile";
const NAMED_ATTRIBUTES = "core.attributesFile";

/** How git stands to the project now; null without a repository, or where git cannot be asked. */
function gitState(root: string, env: Env = process.env): GitState | null {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null) return null;
  const listed = runGit(["config", "--list", "--includes", "--show-scope", "-z"], {
    cwd: places.top,
  });
  if (!listed.ok) return null;
  const settings: Record<string, string> = {};
  const parts = listed.out.toString().split("\0");
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [name = "", ...value] = parts[at + 1]!.split("\n");
    const text = value.join("\n");
    if (parts[at] !== "command" && matters(name, text)) settings[name] = text.slice(0, MAX_RULE);
  }
  const home = env.HOME ?? "";
  const config = env.XDG_CONFIG_HOME || join(home, ".config");
  const named = (setting: string, other: string): string[] => {
    const path = settings[setting] ?? join(config, "git", other);
    return rulesIn(
      path.startsWith("~/")
        ? join(home, path.slice(2))
        : join(path.startsWith("/") ? "" : places.top, path),
    );
  };
  return {
    folders: [places.gitDir, places.common],
    settings,
    rules: {
      [EXCLUDE]: rulesIn(join(places.common, EXCLUDE)),
      [ATTRIBUTES]: rulesIn(join(places.common, ATTRIBUTES)),
      [IGNORES]: named("core.excludesfile", "ignore"),
      [NAMED_ATTRIBUTES]: named("core.attributesfile", "attributes"),
    },
    worktrees: worktreesInside(places),
  };
}

/**
 * Git follows a link there: where it leads is the first rule. Of more rules than are kept a hash
 * stands for the rest.
 */
function rulesIn(file: string): string[] {
  const read = () => {
    const isLink = statAt(file)?.isSymbolicLink() === true;
    return {
      link: isLink ? [`link to ${readlinkSync(file)}`] : [],
      text: fileText(isLink ? realPath(file) : file),
    };
  };
  const { link, text } = attempt(read, { link: [], text: null });
  const lines = (text ?? "").split("\n").map((line) => line.replace(/\r$/, ""));
  const rules = [...link, ...lines.filter((line) => line.trim() !== "" && !line.startsWith("#"))];
  const rest = rules.length > MAX_RULES ? [sha256(rules.slice(MAX_RULES).join("\n"))] : [];
  return [...rules.slice(0, MAX_RULES).map((line) => line.slice(0, MAX_RULE)), ...rest];
}

/** Rules that the host itself adds to the person's own ignore file. */
const OF_HOST = new Set([
  "**/.claude/settings.local.json",
  ".claude/settings.local.json",
  "**/.claude/.cc-writes/",
]);

/**
 * Whether ignore rules hide what others showed: a new rule, one less that shows something, another
 * order.
 */
function hidesMore(before: readonly string[], now: readonly string[]): boolean {
  const kept = now.filter((rule) => before.includes(rule));
  const were = before.filter((rule) => now.includes(rule));
  return (
    now.some((rule) => !before.includes(rule) && !OF_HOST.has(rule)) ||
    before.some((rule) => rule.startsWith("!") && !now.includes(rule)) ||
    kept.some((rule, i) => rule !== were[i])
  );
}

/** What of it is otherwise by now, one line for each. */
function gitChanges(before: GitState, now: GitState): string[] {
  const shown = (value: string | undefined): string =>
    value === undefined ? "not set" : JSON.stringify(value);
  const names = [
    ...new Set([...Object.keys(before.settings), ...Object.keys(now.settings)]),
  ].sort();
  const isOther = (name: string) => before.settings[name] !== now.settings[name];
  const lines = names
    .filter(isOther)
    .map(
      (name) => `${name} was ${shown(before.settings[name])}, and is ${shown(now.settings[name])}`,
    );
  for (const [file, rules] of Object.entries(now.rules)) {
    const were = before.rules[file] ?? [];
    const isIgnore = file === EXCLUDE || file === IGNORES;
    const isOther = isIgnore ? hidesMore(were, rules) : were.join("\n") !== rules.join("\n");
    const more = rules.filter((rule) => !were.includes(rule));
    if (isOther)
      lines.push(`${file} has other rules${more.length > 0 ? `: ${shown(more[0])}` : ""}`);
  }
  if (before.folders.join("\n") !== now.folders.join("\n"))
    lines.push(`the project's repository was ${before.folders[0]}, and is ${now.folders[0]}`);
  return lines;
}

/** Notes how git stands to the project when a run begins. What is noted already stays. */
export function noteGit(project: Project, run: string, env: Env = process.env): void {
  if (recordedGit(project, run, env) !== null) return;
  const state = gitState(project.root, env);
  if (state === null || !existsSync(project.task)) return;
  attempt(() => writeNotes(env, project, "git", run, state), null, NoRecord);
}

/** Characters of what the person is told. */
const MAX_TOLD = 420;

/**
 * The command that tells the person how git's settings changed since the run began; null: they did
 * not. A run that was begun before this was noted is compared with what is found first.
 */
export function gitNotice(
  project: Project,
  run: Run,
  env: Env = process.env,
): CommandOf<"notice"> | null {
  const before = recordedGit(project, run.run, env);
  if (before === null) noteGit(project, run.run, env);
  const now = before === null ? null : gitState(project.root, env);
  const lines = before === null || now === null ? [] : gitChanges(before, now);
  if (lines.length === 0) return null;
  const joined = lines.join("; ").replace(/\p{Cc}/gu, "?");
  const text = `Since this run began, git's rules for the project's files have changed: ${
    joined.length > MAX_TOLD ? `${joined.slice(0, MAX_TOLD)}…` : joined
  }. No diff shows this, but it decides which files count and how git stores them.`;
  return { do: "notice", what: "git-settings", key: sha256(lines.join("\n")), text, hold: true };
}
