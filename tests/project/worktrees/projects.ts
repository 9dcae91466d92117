import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { changedFiles } from "../../../src/project/trees/changes.ts";
import { closeWorkstreams } from "../../../src/project/worktrees/close-workstreams.ts";
import { inRepository } from "../../../src/project/worktrees/git.ts";
import { mergeWorkstreams } from "../../../src/project/worktrees/merge/merge.ts";
import type { Workstream } from "../../../src/project/worktrees/names.ts";
import { stateIn } from "../../../src/project/worktrees/workstream-state.ts";
import {
  commitWorkstream,
  openWorkstream,
  workstreamTree,
} from "../../../src/project/worktrees/workstreams.ts";
import { projects } from "../trees/tree-projects.ts";
import { RUN, worked } from "./results.ts";

/** Throw-away projects, and short words for what is done with their workstreams. */
export function workstreams() {
  const made = projects();
  const { git, write } = made;
  const at = (root: string) => ({ root, task: join(root, ".task"), found: "git" as const });
  type More = Partial<Workstream>;
  const prefix = "feature/build-";
  const open = (root: string, area: string, more: More = {}) =>
    openWorkstream(at(root), { run: RUN, prefix, area, ...more });
  const path = (root: string, area: string, more: More = {}) => worked(open(root, area, more)).path;
  const commit = (root: string, area: string, more: More = {}) =>
    commitWorkstream(at(root), { run: RUN, prefix, area, ...more });
  const state = (root: string, area: string, more: More = {}) =>
    worked(
      inRepository(at(root), { run: RUN }, (repo) => ({
        ok: true,
        ...stateIn(repo, { run: RUN, prefix, area, ...more }),
      })),
    );
  /** The tree of the project's folder that all workstreams started from. */
  const baseTree = (root: string) => {
    const base = `refs/multi-ai/${RUN}-build`;
    const folder = git(root, "rev-parse", "--show-prefix").trim().replace(/\/$/, "");
    if (folder === "") return `git:${git(root, "rev-parse", `${base}^{tree}`).trim()}`;
    const hash = git(root, "ls-tree", "--full-tree", base, "--", folder).split(/\s/)[2];
    return `git:${hash ?? git(root, "hash-object", "-t", "tree", "-w", "/dev/null").trim()}`;
  };
  /** Files of the project that differ between a worktree and the commit that it started from. */
  const changedIn = (root: string, area: string) => {
    const now = worked(workstreamTree(at(root), { run: RUN, area })).tree;
    return changedFiles(at(root), baseTree(root), now);
  };
  const merge = (root: string, areas: string[], more: More = {}) =>
    mergeWorkstreams(at(root), { run: RUN, prefix, areas, ...more });
  const close = (root: string, more: More = {}) =>
    closeWorkstreams(at(root), { run: RUN, prefix, ...more });
  /** Opens an area, writes files there and commits them as the program does. */
  const built = (
    root: string,
    area: string,
    files: Record<string, string | Buffer>,
    more: More = {},
  ) => {
    const place = path(root, area, more);
    write(place, files);
    worked(commit(root, area, more));
    return place;
  };
  const text = (root: string, file: string) =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : null;
  /**
   * Everything of the person's that must stay: HEAD, index, branches, hooks' traces, ignored files
   * are not in it.
   */
  const persons = (root: string) => ({
    head: readFileSync(join(root, ".git/HEAD"), "utf8"),
    index: existsSync(join(root, ".git/index"))
      ? readFileSync(join(root, ".git/index")).toString("base64")
      : null,
    indexTime: existsSync(join(root, ".git/index"))
      ? statSync(join(root, ".git/index")).mtimeMs
      : null,
    refs: git(root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags")
      .split("\n")
      .filter((line) => !line.startsWith("refs/heads/feature/build-")),
    config: readFileSync(join(root, ".git/config"), "utf8"),
  });
  return {
    ...made,
    at,
    open,
    path,
    commit,
    state,
    baseTree,
    changedIn,
    merge,
    close,
    built,
    text,
    persons,
  };
}
