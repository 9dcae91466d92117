// What honest agents of the council do in a field project.
import { join } from "node:path";
import {
  AUDIT,
  approval,
  CODE_APPROVAL,
  REFINED,
  RESEARCH,
  SEAT_PLAN,
} from "../harness/council.ts";
import type { Brief } from "../harness/team.ts";
import { outdated } from "../harness/workers.ts";
import {
  asWritten,
  changes,
  changesAll,
  fileOf,
  type Role,
  reads,
  renames,
  rootOf,
  runs,
  type Step,
} from "./agents.ts";
import { type FieldProject, listed, type PlannedTask } from "./project.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Shows the line that meets a criterion: the plan's check that is no test. */
export const shows = ([file, part]: [file: string, part: string]): string =>
  `grep -qF ${quoted(part)} ${/^[\w./-]+$/.test(file) ? file : quoted(file)}`;

/** The tasks of a project's plan: the code, then its tests, unless the project says otherwise. */
export function tasksOf(project: FieldProject): PlannedTask[] {
  const { change, testChange, tests, moves = {}, criteria, council = {} } = project;
  if (council.tasks) return council.tasks;
  const narrow = council.narrow ?? tests ?? [];
  return [
    {
      name: "The code",
      files: [...new Set([...Object.keys(moves), ...Object.keys(change)])],
      moves,
      // What the tests that are there show passes before the task, too.
      criteria: [...(tests === null ? [] : [tests]), shows(criteria[0]!.code)],
    },
    { name: "Its tests", files: Object.keys(testChange), after: [1], criteria: [narrow].flat() },
  ];
}

const masterPlan = (project: FieldProject) => ({
  title: project.title,
  overview: `${project.request}.`,
  architecture: "The smallest change, in the style of what is there.",
  tasks: tasksOf(project).map(
    ({ name, files, named = files, after = [], setup = [], criteria }) => ({
      name,
      details: `${project.request}.`,
      files: named,
      depends_on: after,
      commands: setup,
      success_criteria: criteria,
    }),
  ),
  security: "Nothing is secret here.",
  risks: "None that a test does not show.",
  objections: [],
});

/** Where an executor works: its worktree, else the project. */
const workdirOf = (brief: Brief): string =>
  /Work in (.+?), a checkout of your own/.exec(brief.text)?.[1] ?? rootOf(brief);

/**
 * Carries out one task of a plan: each criterion is run at the end, as it stands. `more`: of what
 * the executor hands in.
 */
export function execution(
  project: FieldProject,
  brief: Brief,
  again: boolean,
  { files, moves = {}, deletes = [], texts = {}, setup = [], criteria }: PlannedTask,
  more: object = {},
): Step[] {
  const root = rootOf(brief);
  const base = workdirOf(brief);
  const all = { ...project.change, ...project.testChange, ...texts };
  const written = files.filter((path) => Object.hasOwn(all, path));
  const inBase = (command: string): string =>
    base === root ? command : `cd ${quoted(base)} && ${command}`;
  const work = again
    ? []
    : [
        ...setup.map((one) => runs(inBase(one), "Set up")),
        ...renames(moves, base === root ? undefined : inBase),
        ...deletes.map((path) => runs(inBase(`rm ${quoted(path)}`), "Remove the file")),
        ...changesAll(
          base,
          Object.fromEntries(written.map((path) => [join(base, path), all[path]!])),
        ),
        ...criteria.map((one) => runs(inBase(one))),
        ...(project.tries ?? []).map((one) => runs(inBase(one))),
      ];
  return [
    ...reads(base, files),
    ...work,
    ...changes(root, fileOf(brief), () =>
      asWritten(brief, {
        status: "done",
        summary: "Done as the plan says.",
        changed_files: listed(project, base, [
          ...new Set([...Object.keys(moves), ...deletes, ...written]),
        ]),
        deviations: [],
        reason: null,
        ...more,
      }),
    ),
  ];
}

/** By the file that the brief names. */
export function council(project: FieldProject): Role {
  const works = project.criteria.map(({ text }, at) => ({ id: `M${at + 1}`, text }));
  const [existing = ""] = Object.keys(project.files);
  return (brief, again) => {
    const root = rootOf(brief);
    const file = fileOf(brief);
    const path = file.slice(".task/council/".length);
    const writes = (value: () => object): Step[] =>
      changes(root, file, () => asWritten(brief, value()));
    const seen = [
      ...reads(root, brief.reads),
      ...reads(root, Object.keys(project.files).slice(0, 3)),
    ];
    if (path === "refined-prompt.json")
      return [
        ...seen,
        ...writes(() => ({
          ...REFINED,
          what_to_build: project.request,
          where_it_fits: "Where the code is that it changes.",
          requirements: project.criteria.map(({ text }) => text),
          success_criteria: project.criteria.map(({ text }) => text),
        })),
      ];
    if (path === "audit-result.json")
      return [
        ...seen,
        ...writes(() => ({
          ...AUDIT,
          relevant_existing: [{ path: existing, what: "What is there" }],
          project_path: ".",
          completed_work: [],
          missing_work: works,
          reuse_opportunities: [],
        })),
      ];
    if (path === "research-packet.json")
      return [
        ...seen,
        ...writes(() => ({
          ...RESEARCH,
          implementation_patterns: works.map(({ id }) => ({
            text: "As its neighbours do it",
            for: id,
          })),
        })),
      ];
    if (path.startsWith("drafts/")) return [...seen, ...writes(() => SEAT_PLAN)];
    if (path === "master_plan.json") return [...seen, ...writes(() => masterPlan(project))];
    if (path === "code-review-peer.json")
      return [...seen, ...writes(() => ({ ...CODE_APPROVAL, ...outdated(brief.text) }))];
    if (path.startsWith("seats/")) return [...seen, ...writes(() => approval(brief))];
    if (path.startsWith("tasks/")) {
      const n = Number(/\/(\d+)\.json$/.exec(path)![1]);
      return execution(project, brief, again, tasksOf(project)[n - 1]!);
    }
    throw new Error(`no role of the field writes ${path}`);
  };
}
