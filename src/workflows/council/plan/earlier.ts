import { basename, isAbsolute, join, relative } from "node:path";
import { startHere } from "../../../plugin.ts";
import { attempt } from "../../../process/attempt.ts";
import { runGit } from "../../../project/git/git.ts";
import type { Project } from "../../../project/project.ts";
import { ifReadable } from "../../../project/snapshots/trees.ts";
import { changedFiles } from "../../../project/trees/changes.ts";
import { wasBegunHere } from "../../../record/machine/outside.ts";
import { readRegular } from "../../../store/files/disk.ts";
import { type Json, readJson } from "../../../store/json/read-json.ts";
import { shortJson } from "../../../text.ts";
import type { Resolve, Resolved } from "../../contract/contract.ts";
import type { ItemFacts, PlanTask } from "../../execute/plan/plan.ts";
import { FILES, PLAN_FILE, TAKEN, VERDICT_FILE } from "../paths.ts";
import { SEATS } from "../seats.ts";
import type { Origin, TakenRecord } from "../vote/recorded.ts";
import { isMajority } from "../vote/tally.ts";

/** A plan that is there already: that of an earlier council, or of a file. */

const RUN = /^council-[0-9a-f]{8}$/;
const MAX_BYTES = 256 * 1024;

/**
 * What a council made of such a plan; missing: nobody knows. `approvals`, `minority`: seats, as the
 * check `verdict` has them.
 */
type Votes = Partial<Record<"approvals" | "minority", string[]> & { plan: string }>;

interface Earlier {
  /** The plan's file, from the project's folder where it is in there. */
  path: string;
  json: Json;
  /** `plan`: SHA-256 of the plan as people read it. */
  origin(plan: string): Origin;
}

const textOf = (path: string): string | null =>
  attempt(() => readRegular(path, MAX_BYTES)?.toString("utf8") ?? null, null);

const jsonOf = <T>(path: string): Partial<T> => attempt(() => JSON.parse(textOf(path) ?? "{}"), {});

/**
 * The run whose files are in the council's folder: when the next one begins they move to
 * `earlier/<run>/`.
 */
const runHere = ({ task }: Project): string | undefined =>
  jsonOf<{ run: string }>(join(task, "state.json")).run;

const folderOf = (project: Project, run: string): string =>
  join(project.root, FILES, ...(runHere(project) === run ? [] : ["earlier", run]));

/**
 * Tasks that a run has landed and whose files are as it left them. `now`: the project's tree; null:
 * nobody knows.
 */
export function landedTasks(
  project: Project,
  run: string,
  tasks: readonly PlanTask[],
  now: string | null,
): PlanTask[] {
  const changed = (from: string, to: string) =>
    changedFiles(project, from, to).map(({ path }) => path);
  const isLanded = ({ n, name }: PlanTask): boolean => {
    const { facts } = jsonOf<{ facts: ItemFacts }>(
      join(folderOf(project, run), "tasks", `${n}-commit.json`),
    );
    const of = ["log", "-2", "--first-parent", "--format=%T %s", facts?.commit ?? "", "--"];
    const { ok, out } = runGit(of, { cwd: project.root });
    const [made, before] = out.toString().split("\n");
    // The number may have been another task's, in an earlier plan of that run.
    const [tree, parent] = [made, before].map((line) => `git:${line?.split(" ", 1)[0]}`) as [
      string,
      string,
    ];
    if (!ok || now === null || made !== `${tree.slice(4)} ${name}`) return false;
    const [own, since] = [changed(parent, tree), changed(tree, now)];
    return own.length > 0 && !own.some((path) => since.includes(path));
  };
  return RUN.test(run) ? tasks.filter((task) => ifReadable(() => isLanded(task), false)) : [];
}

/** The plan of a run's id, or of a file; null: there is none. */
export function earlierPlan(project: Project, named: string): Earlier | null {
  const within = (path: string): string => relative(project.root, path) || path;
  if (!RUN.test(named)) {
    const path = within(isAbsolute(named) ? named : join(project.root, named));
    const text = textOf(join(project.root, path));
    const notes = [`From ${path}: no council has voted on it`];
    return text === null
      ? null
      : { path, json: readJson(text), origin: () => ({ notes, unasked: true }) };
  }
  const of = (path: string): string => join(folderOf(project, named), relative(FILES, path));
  // What a build was made of is whole in its own record.
  const before = jsonOf<TakenRecord>(of(TAKEN));
  if (before.plan !== undefined && wasBegunHere(project, named, process.env))
    return {
      path: within(of(TAKEN)),
      json: { ok: true, value: before.plan },
      origin: () => before as TakenRecord,
    };
  const text = textOf(of(PLAN_FILE));
  if (text === null) return null;
  return {
    path: within(of(PLAN_FILE)),
    json: readJson(text),
    origin: (hash) => voted(project, named, hash, jsonOf<Votes>(of(VERDICT_FILE))),
  };
}

function voted(
  project: Project,
  run: string,
  hash: string,
  { plan, approvals = [], minority = [] }: Votes,
): Origin {
  const asked = (note: string) => ({ notes: [`From ${run}${note}`], unasked: false });
  if (!wasBegunHere(project, run, process.env))
    return asked(", which did not start here: who voted on it is unknown");
  if (plan === undefined) return asked(": this plan was not approved by its council");
  if (plan !== hash) return asked(": this plan was changed since its council voted");
  const over = minority.length === 0 ? "" : `; you overruled ${minority.join(", ")}`;
  const { notes } = asked(`: ${approvals.length} of ${SEATS.length} seats approved it${over}`);
  return { notes, unasked: isMajority({ approvals, minority }) };
}

/**
 * What stands after the command: a prompt, `ask` with a prompt, or `build` with a plan's file or
 * its run.
 */
export const resolves: Resolve = (root, request, options = {}) => {
  const start = { ok: true as const, entry: "start", request, options: {} };
  // The text of an issue is a prompt, whatever it begins with.
  if (options.issue !== undefined) return start;
  const [, asked] = /^ask\s+(\S[\s\S]*)$/i.exec(request) ?? [];
  if (asked !== undefined) return { ...start, request: asked, options: { ask: "yes" } };
  const [, typed] = /^build\s+(council-[0-9a-f]{8}|\S+\.(?:json|md))$/i.exec(request) ?? [];
  if (typed === undefined) return start;
  const no = (problem: string): Resolved => ({ ok: false, problem });
  if (/\.md$/i.test(typed)) {
    const own = startHere("multi-ai", "", [`--from-plan`, typed]);
    return no(
      `${typed} is text: a council builds the plan of a run by its id, or a ${basename(PLAN_FILE)}; for a plan in your own words: ${own}`,
    );
  }
  const project: Project = { root, task: join(root, ".task"), found: "folder" };
  const [own, run = runHere(project)] = OWN_FILE.exec(typed) ?? [];
  const named = own === undefined ? typed : (run ?? "");
  if (earlierPlan(project, named) === null)
    return no(
      `no plan at ${shortJson(typed)}: expected the id of a council with a plan, or its file, such as ${PLAN_FILE}`,
    );
  return { ...start, entry: "build", options: { plan: named } };
};

/** A plan's file as a council has left it, and the run that it is of, where another one came since. */
const OWN_FILE =
  /^(?:\.\/)?\.task\/council\/(?:earlier\/(council-[0-9a-f]{8})\/)?master_plan\.json$/;
