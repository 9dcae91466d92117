import { gitAnswer, runGit } from "../../project/git/git.ts";
import type { Env } from "../../record/machine/outside.ts";
import { type BranchPlan, named } from "./branch.ts";

/** Where a pull request's branch is pushed to. */

/** An address without the name and the password in it. */
export const withoutPassword = (address: string): string => address.replace(/\/\/[^/?#]*@/, "//");

/** The host and the `owner/name` that an address of a remote names; null: it names none. */
export function repositoryOf(address: string | null): { host: string; repo: string } | null {
  const [, host, repo] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+)?[:/]\/*([\w.-]+\/[\w.-]+?)(?:\.git)?\/*$/i.exec(
      address ?? "",
    ) ?? [];
  return host === undefined || repo === undefined
    ? null
    : { host: host.toLowerCase().replace(/^ssh\./, ""), repo };
}

/** Whether a project's repository has anywhere to push to. */
export const hasRemote = (root: string): boolean =>
  runGit(["remote"], { cwd: root }).out.length > 0;

/**
 * Where a push from the person's branch goes; null: there is no remote, or it cannot be told which
 * of `names`. `env`: that of the push.
 */
export function remoteFor(root: string, { on, head }: Pick<BranchPlan, "on" | "head">, env: Env) {
  // The person's settings that come by the environment: a push has them, too.
  const ask = (...args: string[]): string =>
    gitAnswer(args, { cwd: root, env: named(env, /^GIT_CONFIG/) }) ?? "";
  const all = ask("remote")
    .split("\n")
    .filter((name) => /^[\w][\w./-]*$/.test(name));
  const ofBranch = (key: string): string =>
    on === null ? "" : ask("config", "--get", `branch.${on}.${key}`);
  const follows = ofBranch("remote");
  const set = [
    ofBranch("pushRemote"),
    ask("config", "--get", "remote.pushDefault"),
    follows,
    "origin",
    ...(all.length === 1 ? all : []),
  ];
  const name = set.find((one) => all.includes(one));
  if (name === undefined) return { remote: null, names: all };
  const base = follows === "." ? null : /^refs\/heads\/([^\s-]\S*)$/.exec(ofBranch("merge"));
  const remote = {
    name,
    /** All addresses that a push goes to, with what they hold of passwords: not to be shown. */
    addresses: ask("remote", "get-url", "--push", "--all", name).split("\n"),
    /** Commits up to HEAD that no branch of it has, as far as is known here. */
    unpushed: Number(ask("rev-list", "--count", head, "--not", `--remotes=${name}`)),
    /**
     * The branch that the person's branch tracks, into which the pull request goes; null: it tracks
     * none.
     */
    base: base?.[1] ?? null,
  };
  return { remote, names: all };
}

export type Remote = NonNullable<ReturnType<typeof remoteFor>["remote"]>;
