import { isAbsolute, join, relative } from "node:path";
import { attempt } from "../../../process/attempt.ts";
import { changedFiles } from "../../../project/changes.ts";
import { runGit } from "../../../project/git.ts";
import { unlessUnreadable } from "../../../project/kept/trees.ts";
import type { Project } from "../../../project/project.ts";
import { wasBegunHere } from "../../../record/outside.ts";
import { readRegular } from "../../../store/disk.ts";
import { sha256 } from "../../../store/journal.ts";
import { shown } from "../../../text.ts";
import type { Resolve, Resolved } from "../../contract/contract.ts";
import { readPlan, recordOf } from "../../execute/document.ts";
import type { ItemFacts, PlanTask } from "../../execute/plan.ts";
import { planText } from "../../execute/plan-file.ts";
import { FILES, MASTER_PLAN, TAKEN, VERDICT_FILE } from "../paths.ts";
import { SEATS } from "../seats.ts";
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
  text: string;
  /** Lines on where it comes from. */
  notes: string[];
  /** As in TakenFacts; votes count where they were cast in a run of this machine. */
  unasked: boolean;
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
  return RUN.test(run) ? tasks.filter((task) => unlessUnreadable(() => isLanded(task), false)) : [];
}

/** The plan of a run's id, or of a file; null: there is none. */
export function earlierPlan(project: Project, named: string): Earlier | null {
  const within = (path: string): string => relative(project.root, path) || path;
  if (!RUN.test(named)) {
    const path = isAbsolute(named) ? named : join(project.root, named);
    const text = textOf(path);
    return text === null
      ? null
      : {
          path: within(path),
          text,
          notes: [`From ${within(path)}: no council has voted on it`],
          unasked: true,
        };
  }
  const of = (path: string): string => join(folderOf(project, named), relative(FILES, path));
  // What a build was made of is whole in its own record.
  const before = jsonOf<Earlier>(of(TAKEN));
  if (typeof before.text === "string" && wasBegunHere(project, named, process.env))
    return before as Earlier;
  const text = textOf(of(MASTER_PLAN));
  if (text === null) return null;
  return {
    path: within(of(MASTER_PLAN)),
    text,
    ...voted(project, named, text, jsonOf<Votes>(of(VERDICT_FILE))),
  };
}

function voted(
  project: Project,
  run: string,
  text: string,
  { plan, approvals = [], minority = [] }: Votes,
) {
  const asked = (note: string) => ({ notes: [`From ${run}${note}`], unasked: false });
  if (!wasBegunHere(project, run, process.env))
    return asked(", which did not start here: who voted on it is unknown");
  if (plan === undefined) return asked(": this plan was not approved by its council");
  if (plan !== sha256(text)) return asked(": this plan was changed since its council voted");
  const over = minority.length === 0 ? "" : `; you overruled ${minority.join(", ")}`;
  const { notes } = asked(`: ${approvals.length} of ${SEATS.length} seats approved it${over}`);
  return { notes, unasked: isMajority({ approvals, minority }) };
}

/**
 * What stands behind the command: a prompt, `ask` with a prompt, or `build` with a plan's file or
 * its run.
 */
export const resolves: Resolve = (root, request, options = {}) => {
  const start = { ok: true as const, entry: "start", request, options: {} };
  // The text of an issue is a prompt, whatever it begins with.
  if (options.issue !== undefined) return start;
  const [, asked] = /^ask\s+(\S[\s\S]*)$/i.exec(request) ?? [];
  if (asked !== undefined) return { ...start, request: asked, options: { ask: "yes" } };
  const [, typed] = /^build\s+(council-[0-9a-f]{8}|\S+\.md)$/i.exec(request) ?? [];
  if (typed === undefined) return start;
  const project: Project = { root, task: join(root, ".task"), found: "folder" };
  const [own, run = runHere(project), name] =
    /^(?:\.\/)?\.task\/council\/(?:earlier\/(council-[0-9a-f]{8})\/)?(PLAN|master_plan)\.md$/.exec(
      typed,
    ) ?? [];
  const named = own === undefined ? typed : (run ?? "");
  const found = earlierPlan(project, named);
  const no = (problem: string): Resolved => ({ ok: false, problem });
  if (found === null)
    return no(
      `no plan at ${shown(typed)}: expected the id of a council with a plan, or its file, such as ${MASTER_PLAN}`,
    );
  if (name === "PLAN" && isRewritten(textOf(join(root, typed)) ?? "", found.text))
    return no(
      `${typed} was changed, but is only a copy for reading: change ${found.path} instead, and build that`,
    );
  return { ...start, entry: "build", options: { plan: named } };
};

/** Whether PLAN.md says something else than the plan that it was made of. */
function isRewritten(text: string, written: string): boolean {
  const { plan } = readPlan(written);
  const made = planText(plan.tasks, { phase: "", goal: "" }, recordOf(plan).details);
  const [is, was] = [text, made].map((one) => one.slice(one.indexOf("\n---\n")));
  return is !== was;
}
