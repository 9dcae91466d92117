import { denyList } from "../../project/deny-list.ts";
import { commitFiles } from "../../project/worktrees/checked-out.ts";
import type { Scene } from "../../record/scene.ts";
import { isInGit } from "../execute/checks/place.ts";
import { CONFIG, PLANNING } from "./paths.ts";
import { readConfigText } from "./planning/config.ts";
import { readText } from "./planning/files.ts";

/** What tells of a milestone that is being archived; it is gone once that is done. */
const BEGUN = /^\.planning\/milestones\/[^/]+\.json$/;

/**
 * Commits what is changed below `.planning` on the branch that is checked out, unless the project's config says
 * `commit_docs: false`; what git ignores, and files of the deny list, stay out. @returns warnings: why that was not possible, and what helps
 */
export function commitPlanning({ project, run }: Scene, title: string): string[] {
  const { config } = readConfigText(readText(project.root, CONFIG, []) ?? "{}", CONFIG);
  if (!config.commit_docs || !isInGit(project)) return [];
  const isSecret = denyList(run.settings.secrets);
  const made = commitFiles(
    project,
    { run: run.run, exclude: [".task"] },
    { title, files: (name) => name.startsWith(`${PLANNING}/`) && !BEGUN.test(name) && !isSecret(name) },
  );
  return made.ok ? [] : [`${PLANNING} is not committed: ${made.problem}; ${made.remedy}`];
}
