import { runGit } from "../project/git.ts";
import type { BranchPlan } from "./branch.ts";

/** A remote to push to. */
export interface Remote {
  name: string;
  /** Its address without a password. */
  url: string;
  /** Commits up to HEAD that no branch of it has, as far as is known here. */
  unpushed: number;
}

/** Where a push from the person's branch goes; null: there is no remote, or it cannot be told which. */
export function remoteFor(root: string, { on, head }: Pick<BranchPlan, "on" | "head">): Remote | null {
  const ask = (...args: string[]): string => {
    const ran = runGit(args, { cwd: root });
    return ran.ok ? ran.out.toString().trim() : "";
  };
  const all = ask("remote")
    .split("\n")
    .filter((name) => /^[\w][\w./-]*$/.test(name));
  const set = [
    ...(on === null ? [] : [ask("config", "--get", `branch.${on}.pushRemote`)]),
    ask("config", "--get", "remote.pushDefault"),
    ...(on === null ? [] : [ask("config", "--get", `branch.${on}.remote`)]),
    "origin",
    ...(all.length === 1 ? all : []),
  ];
  const name = set.find((one) => all.includes(one));
  if (name === undefined) return null;
  const unpushed = Number(ask("rev-list", "--count", head, "--not", `--remotes=${name}`));
  return { name, url: ask("remote", "get-url", "--push", name).replace(/\/\/[^@/]*@/, "//"), unpushed };
}
