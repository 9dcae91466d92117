import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "../../project/git.ts";
import { PLANNING } from "./paths.ts";
import type { PhaseFolder, Planning } from "./planning/model.ts";
import { openPlans, type PhaseHistory, type RouteFacts } from "./routes.ts";

/** What the table of routes asks of a project on the disk. Git is started for the one phase that the table comes to. */

/** Commits that are looked through for a plan's name. */
const MOST_COMMITS = 2_000;
/** `feat(02-01): add a search`, also of a decimal phase. */
const SUBJECT = /^\w+\((\d+(?:\.\d+)?-\d+)\)!?:/;
const COMMIT = /^[0-9a-f]{7,64}$/;

/** Ids of plans without a summary that counts, of which the history has commits. */
function begunPlans(root: string, folder: PhaseFolder): string[] {
  const open = openPlans(folder).map(({ id }) => id);
  if (open.length === 0) return [];
  const { ok, out } = runGit(["log", `--max-count=${MOST_COMMITS}`, "--format=%s"], { cwd: root });
  const named = ok
    ? out
        .toString()
        .split("\n")
        .flatMap((subject) => SUBJECT.exec(subject)?.[1] ?? [])
    : [];
  return open.filter((id) => named.includes(id));
}

/** Why a verification says nothing of what is there now: the work is another one than at the commit that it saw. */
function staleReason(root: string, { verification }: PhaseFolder): string | null {
  const commit = verification?.commit ?? null;
  if (commit === null || !COMMIT.test(commit)) return null;
  const { ok, out } = runGit(["diff-tree", "-r", "--name-only", "-z", commit, "HEAD"], { cwd: root });
  if (!ok) return `the commit that its verification saw, ${commit.slice(0, 12)}, is not in this repository`;
  const changed = out
    .toString()
    .split("\0")
    .filter((path) => path !== "" && !path.startsWith(`${PLANNING}/`));
  if (changed.length === 0) return null;
  const first = changed.length === 1 ? changed[0]! : `${changed[0]!} and ${changed.length - 1} more`;
  return `its verification saw commit ${commit.slice(0, 12)}, and since then ${first} changed`;
}

/** Versions of milestones in the archive, oldest first. */
export function archivedMilestones(root: string): string[] {
  try {
    const names = readdirSync(join(root, PLANNING, "milestones"));
    const versions = names.flatMap((name) => /^(v\d[\w.]*)-ROADMAP\.md$/.exec(name)?.[1] ?? []);
    return versions.sort(new Intl.Collator("en", { numeric: true }).compare);
  } catch {
    return [];
  }
}

/** `planning`: of this project, as it was read. */
export function routeFacts(root: string, planning: Planning): RouteFacts {
  const known = new Map<PhaseFolder, PhaseHistory>();
  return {
    planning,
    discuss: true,
    archived: archivedMilestones(root),
    history(folder) {
      const found = known.get(folder) ?? { begun: begunPlans(root, folder), stale: staleReason(root, folder) };
      known.set(folder, found);
      return found;
    },
  };
}
