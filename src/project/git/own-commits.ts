import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { placesOf, runGit } from "./git.ts";

/**
 * What is different about a commit that this program makes in the person's place, and what its
 * message looks like.
 */

/** The form of a message that a project wants. */
export interface CommitForm {
  /**
   * Its first line: `{title}` stands for ours, `{ticket}` for what the branch names, such as
   * ABC-12.
   */
  title?: string | undefined;
  sign_off?: boolean | undefined;
}

/**
 * The first line in that form; without a ticket in the branch's name a form that wants one is left
 * out.
 */
export function titleIn(
  title: string,
  { title: form = "{title}" }: CommitForm = {},
  branch: string | null = null,
): string {
  const ticket = /(?<![A-Za-z])[A-Z][A-Z\d]*-\d+/.exec(branch ?? "")?.[0];
  if (ticket === undefined && form.includes("{ticket}")) return title;
  return form.replaceAll("{ticket}", ticket ?? "").replace("{title}", () => title);
}

/** The line by which a person signs off, where the form wants it and git knows who they are. */
export const signOff = ({ sign_off: wanted }: CommitForm = {}, who: string | null): string[] =>
  wanted === true && who !== null ? [`Signed-off-by: ${who}`] : [];

const HOOKS = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"];

/**
 * What git would do at a commit of the person here: the hooks that would run, and whether it would
 * be signed.
 */
export function atCommits(root: string) {
  const get = (...args: string[]): string[] => {
    const ran = runGit(["config", ...args], { cwd: root });
    return ran.ok ? ran.out.toString().split("\n").slice(0, -1) : [];
  };
  // The last value is ours.
  const set = get("--type=path", "--get-all", "core.hooksPath").at(-2);
  const places = placesOf(root);
  const folder =
    set === undefined
      ? resolve(places?.common ?? root, "hooks")
      : resolve(places?.top ?? root, set);
  return {
    hooks: HOOKS.filter((name) => canRun(resolve(folder, name))),
    isSigned: get("--type=bool", "--get", "commit.gpgsign").at(-1) === "true",
    /**
     * Whether we may sign as well: not with a program that the repository brings, which would be
     * started in passing.
     */
    maySign: get("--local", "--get-regexp", "^gpg\\..*(program|command)$").length === 0,
  };
}

type AtCommits = ReturnType<typeof atCommits>;

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What of it our commits leave out, as a sentence; empty: nothing. `signs`: they are signed. */
export function skippedText({ hooks, isSigned }: AtCommits, signs = false): string {
  const parts = [
    ...(hooks.length === 0 ? [] : [`run no hooks of git (${hooks.join(", ")})`]),
    ...(isSigned && !signs ? ["are not signed, though commit.gpgsign is set"] : []),
  ];
  return parts.length === 0 ? "" : `Commits of this program ${parts.join(", and ")}.`;
}
