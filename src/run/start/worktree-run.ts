import { join, relative } from "node:path";
import type { Run } from "../../engine/run.ts";
import { type Failure, gitAnswer, runGit } from "../../project/git/git.ts";
import { isInside, type Project, type Rooted } from "../../project/project.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import { commitFiles } from "../../project/worktrees/branch.ts";
import {
  addWorktree,
  noteOf,
  removeWorktree,
  uncommitted,
  type Worktree,
  worktreeProject,
} from "../../project/worktrees/linked-worktrees.ts";
import { nowRef, snapshotRef, worktreeBranch } from "../../project/worktrees/names.ts";
import { BASE_OPTION } from "../../record/accepted.ts";
import { byAgents } from "../../record/changes/authors.ts";
import { type Env, isForeign, noteRun, wasBegunHere } from "../../record/machine/outside.ts";
import { runSetup } from "../../record/tests/run-tests.ts";
import { pullRequest } from "../../render/report/pull-request.ts";
import type { Settings } from "../../settings.ts";
import { archiveFrom, parkedRuns, unparkRun } from "../../store/archive.ts";
import { makeTaskFolder } from "../../store/files/disk.ts";
import { randomHex } from "../../store/journal.ts";
import { cut, oneLine, someOf } from "../../text.ts";
import { hasCommits, sceneOf, takeInto } from "../../workflows/index.ts";
import { indexLine, storedPlace, storedRuns } from "../end/archived-runs.ts";
import { readable } from "../journal/read-run.ts";
import { deliverNotices } from "../notify/deliver.ts";
import { reportFacts } from "../views/report.ts";
import type { Beginning } from "./begin-run.ts";
import { archiveUnreadable, resetRun } from "./start-run.ts";

/** A run in a worktree of its own, with a branch of its own: how that is made, and what it leaves. */

/** In milliseconds: packages may have to be installed. */
const SETUP_MS = 30 * 60_000;
const MAX_OUTPUT = 4_000;

/** A few words of a request, as they may stand in the name of a branch. */
function shortOf(request: string): string {
  const words =
    request
      .normalize("NFD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const all = words.slice(0, 5).join("-").slice(0, 30).replace(/-+$/, "");
  return `${all || "run"}-${randomHex(2)}`;
}

/** The data folder of the person; null: none outside of the project is known. */
function dataHome({ XDG_DATA_HOME: data, HOME: home }: Env, { root }: Rooted): string | null {
  const known = home?.startsWith("/") ? join(home, ".local", "share") : null;
  const folder = data?.startsWith("/") ? data : known;
  return folder === null || isInside(folder, root) ? null : folder;
}

/**
 * Makes the place for a run: of the commit that it is about, of whoever; else it goes on from the
 * checkout, on a branch. `told`: what the person reads of it.
 */
export function openWorktree({
  project,
  env,
  request,
  at,
  branch,
  brings,
}: Pick<Beginning, "project" | "env" | "request" | "at" | "branch" | "brings">):
  | { ok: true; beside: Worktree; told: string[] }
  | Failure {
  const data = dataHome(env, project);
  if (data === null)
    return {
      ok: false,
      problem: "no folder for worktrees is known outside of the project",
      remedy: "set XDG_DATA_HOME to one",
    };
  const name = shortOf(request);
  const made = addWorktree(project, data, {
    name,
    ...(at === undefined
      ? { commit: "HEAD", branch: worktreeBranch(name), own: true }
      : { commit: at, branch: branch ?? null, brings }),
  });
  if (!made.ok) return made;
  const { worktree, missing } = made;
  if (at !== undefined && worktree.branch === null)
    return { ok: true, beside: worktree, told: [`Checked out for it: ${worktree.root}`] };
  const status = runGit(["status", "--porcelain"], { cwd: project.root });
  const isDirty = at === undefined && status.ok && status.out.length > 0;
  return {
    ok: true,
    beside: worktree,
    told: [
      `Worktree: ${worktree.root}, on the new branch ${worktree.branch}. Your checkout stays as it is.`,
      ...(isDirty ? ["It begins at your last commit, without what is uncommitted here."] : []),
      ...(missing.length > 0 ? [`Too large to copy, and not in it: ${someOf(missing)}.`] : []),
    ],
  };
}

/**
 * Whether it has a commit that was looked at, on no branch: what a run has changed there is in no
 * commit.
 */
export const isLookedAt = ({ made, branch }: Worktree): boolean =>
  made === undefined && branch === null;

/**
 * Files of a worktree that are in no commit: `fixes` are those that the run has changed where a
 * commit was looked at. What tests have left there is none of them.
 */
export function uncommittedIn(worktree: Worktree, run: Run | null) {
  const found = uncommitted(worktree);
  const files = Array.isArray(found) ? found : [];
  const inside = relative(worktree.top, worktree.root);
  const own =
    run && isLookedAt(worktree) ? byAgents({ project: worktreeProject(worktree), run }) : [];
  const changed = new Set(own.map((path) => join(inside, path)));
  return {
    fixes: files.filter((path) => changed.has(path)),
    others: files.filter((path) => !changed.has(path)),
  };
}

/**
 * That git keeps what a run's tasks made, without its worktree, too; "": it keeps nothing, or the
 * checkout has all of it. What a look at a change left may be a stranger's.
 */
export function snapshotText({ root: cwd }: Rooted, { run, options }: Run): string {
  const [before, now] = [snapshotRef(run), nowRef(run)];
  const made = gitAnswer(["diff-tree", "-r", "-z", "--name-only", before, now], { cwd });
  if (made === null || options[BASE_OPTION] !== undefined) return "";
  const paths = made.split("\0").flatMap((path) => (path === "" ? [] : `:(top,literal)${path}`));
  return runGit(["diff", "--quiet", now, "--", ...paths], { cwd }).ok
    ? ""
    : `\nGit keeps what its tasks made. This brings it here, uncommitted: git diff --binary ${before} ${now} | git apply --3way`;
}

/**
 * Removes a worktree with its branch, whatever lies there. What it knows of its runs goes into the
 * checkout's history first; `kept`: their ids.
 */
export async function dropWorktree(
  worktree: Worktree,
  env: Env,
): Promise<{ ok: true; kept: string[] } | Failure> {
  const kept = await keepRecords(worktree, env);
  const removed = removeWorktree(worktree);
  return removed.ok ? { ok: true, kept } : removed;
}

async function keepRecords(worktree: Worktree, env: Env): Promise<string[]> {
  const place = worktreeProject(worktree);
  const checkout: Project = { root: worktree.of, task: join(worktree.of, ".task"), found: "git" };
  const run = readable(place);
  // Its end may not have been told yet, which is noted in what goes.
  if (run?.settings.notify?.length) await deliverNotices(place, env);
  const reason = "its worktree was dropped";
  if (run !== null) resetRun(place, reason);
  else await archiveUnreadable(place, reason);
  for (const id of parkedRuns(place.task)) {
    unparkRun(place.task, id);
    resetRun(place, reason);
  }
  // What came with a stranger's commits is no record of this machine.
  const own = storedRuns(place).flatMap(({ id, place: at }) => {
    const known = readable(at);
    const name = known?.run ?? /^unreadable-(.+)-\d{4}-\d\d-\d\dT/.exec(id)?.[1] ?? "";
    const isOwn =
      wasBegunHere(place, name, env) && (known === null || !isForeign(place, env, at.task));
    return isOwn ? [{ id, known, folder: at.task }] : [];
  });
  if (own.length > 0) makeTaskFolder(checkout.task);
  for (const { id, known, folder } of own) {
    const line = known && { ...indexLine(known), dropped: worktree.name };
    archiveFrom(checkout.task, id, folder, line);
    if (known !== null) noteRun(checkout, id, env, storedPlace(checkout, "history", id).task);
  }
  return own.map(({ id }) => id);
}

/** Takes a place back in which no run has begun. */
export const discardWorktree = (worktree: Worktree): void => void removeWorktree(worktree);

/**
 * Runs the person's own command for new worktrees, until it has worked once. Returns what went
 * wrong; null: nothing.
 */
export async function setUp(
  worktree: Worktree,
  { worktree: { setup } }: Settings,
  env: Env,
  signal: AbortSignal,
): Promise<string | null> {
  if (worktree.ready || setup === undefined) return null;
  const own = { ...env, WORKTREE_NAME: worktree.name, WORKTREE_CHECKOUT: worktree.of };
  const more = { timeoutMs: SETUP_MS, maxOutputBytes: MAX_OUTPUT, signal };
  const ran = await runSetup(setup, worktree, own, more);
  if (ran.outcome === "exited" && ran.exitCode === 0) {
    noteOf(worktree, { ready: true });
    return null;
  }
  const how =
    ran.outcome === "exited"
      ? `ended with ${ran.exitCode ?? ran.signal}`
      : ran.outcome === "timeout"
        ? `took more than ${SETUP_MS / 60_000} minutes`
        : ran.outcome === "cancelled"
          ? "was stopped"
          : "could not be started";
  const said = `${ran.stderr}\n${ran.stdout}`.trim();
  return `worktree.setup ${how}: ${cut(oneLine(setup), 200)}${said === "" ? "" : `\n${said}`}`;
}

/**
 * Commits what a complete run has left on the branch of its worktree, in the person's name, once:
 * what comes there later is theirs. Files that may be secret stay as they are.
 */
export function settle(worktree: Worktree, run: Run): { ok: true } | Failure {
  if (worktree.settled === run.run) return { ok: true };
  const project = worktreeProject(worktree);
  if (hasCommits(run)) {
    const taken = takeInto(sceneOf(project, run), "here");
    if (!taken.ok) return taken;
  }
  const isSecret = denyList(run.settings.secrets);
  const made = commitFiles(
    project,
    { run: run.run, exclude: [".task"] },
    {
      title: pullRequest(reportFacts(project, run)).title,
      trailers: { Run: run.run, Worktree: worktree.name },
      form: run.settings.commits,
      files: (name) => name !== "" && !isSecret(name),
    },
  );
  return made.ok ? noteOf(worktree, { settled: run.run }) : made;
}
