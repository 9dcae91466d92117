import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "../../project/git.ts";
import { PHASES, PLANNING } from "./paths.ts";
import type { Overview, PhaseFolder, PhaseNumber } from "./planning/model.ts";
import { readPhase } from "./planning/read.ts";
import { openPlans, type PhaseLook, type RouteFacts } from "./routes.ts";
import { staleReason as seenStale } from "./verify/seen.ts";

/** What the table of routes asks of a project on the disk. Git is started for the one phase that the table comes to. */

/** Commits that are looked through for a plan's name. */
const MOST_COMMITS = 2_000;
/** `feat(02-01): add a search`, also of a decimal phase. */
const SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+)\)!?:/;

const lines = (root: string, args: string[]): string[] | null => {
  const { ok, out } = runGit(args, { cwd: root });
  return ok
    ? out
        .toString()
        .split(/[\0\n]/)
        .filter((one) => one !== "")
    : null;
};

/** Ids of plans without a summary that counts, of which the history has commits. */
function begunPlans(root: string, folder: PhaseFolder): string[] {
  const open = openPlans(folder).map(({ id }) => id);
  if (open.length === 0) return [];
  const subjects = lines(root, ["log", `--max-count=${MOST_COMMITS}`, "--format=%s"]) ?? [];
  const named = new Set(subjects.flatMap((subject) => SUBJECT.exec(subject)?.[1] ?? []));
  return open.filter((id) => named.has(id));
}

/** When files were last written, in seconds: by the last commit of them where they stand as committed, else by the disk. */
function writtenAt(root: string, paths: string[]): number {
  const changed = lines(root, ["status", "--porcelain", "--", ...paths]);
  if (changed?.length === 0) {
    const [at] = lines(root, ["log", "-1", "--format=%ct", "--", ...paths]) ?? [];
    if (at !== undefined) return Number(at);
  }
  return Math.max(...paths.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0)) / 1_000;
}

/**
 * Why a verification says nothing of what is there now: the work is another one than at the commit that it saw. One that
 * names no commit, as GSD writes it, is older than a summary.
 */
function staleReason(root: string, { verification, summaries }: PhaseFolder): string | null {
  if (verification === null) return null;
  const { commit, path } = verification;
  if (commit === null) {
    const paths = summaries.map((one) => one.path);
    const isOlder = paths.length > 0 && writtenAt(root, paths) > writtenAt(root, [path]);
    return isOlder ? "a summary was written after its verification" : null;
  }
  // What is checked out may lack the commits of the work: what lies there counts.
  return seenStale({ root, task: join(root, ".task"), found: "folder" }, verification);
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

function lookAt(root: string, number: PhaseNumber, { phases: known }: Overview): PhaseLook {
  const { phases, problems } = readPhase(root, number);
  const names = known.filter((one) => one.number === number).map(({ name }) => `${PHASES}/${name}`);
  const [folder] = phases;
  let [begun, stale]: [string[] | undefined, string | null | undefined] = [undefined, undefined];
  return {
    folders: phases,
    problems: problems.filter(({ file }) => names.some((name) => file === name || file.startsWith(`${name}/`))),
    // Git is asked for what a row asks for.
    get begun() {
      begun ??= folder === undefined ? [] : begunPlans(root, folder);
      return begun;
    },
    get stale() {
      if (stale === undefined) stale = folder === undefined ? null : staleReason(root, folder);
      return stale;
    },
  };
}

/** `planning`: of this project, as it was read. */
export function routeFacts(root: string, planning: Overview): RouteFacts {
  const known = new Map<PhaseNumber, PhaseLook>();
  return {
    planning,
    archived: archivedMilestones(root),
    look(number) {
      const found = known.get(number) ?? lookAt(root, number, planning);
      known.set(number, found);
      return found;
    },
  };
}
