// What honest agents of the phases do in a field project, from `new-project` to the end of its
// milestone.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isOwnCommand } from "../../src/workflows/tests/may-run.ts";
import { assumptionsOf } from "../harness/phases/discuss.ts";
import { isCodeReview, reviewedCode } from "../harness/phases/execute.ts";
import { draftFrom, isProse, type Known, proseFor } from "../harness/phases/new-project.ts";
import { approvedPlans, namedIn } from "../harness/phases/plan.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import type { Brief } from "../harness/team.ts";
import { outdated } from "../harness/workers.ts";
import { asWritten, changes, fileOf, type Role, reads, rootOf, type Step } from "./agents.ts";
import { lineWith } from "./chain.ts";
import { execution, tasksOf } from "./council.ts";
import type { FieldProject, PlannedPhase, PlannedPlan } from "./project.ts";

const ID = (at: number): string => `FEAT-${String(at + 1).padStart(2, "0")}`;

/**
 * Phases of a project's roadmap: one for all, with a plan for each task of the council's, unless
 * the project says otherwise.
 */
export function roadmapOf(project: FieldProject): PlannedPhase[] {
  const plans = tasksOf(project).map(
    ({ after = [], ...task }): PlannedPlan => ({ after, tasks: [task] }),
  );
  return (
    project.phases?.roadmap ?? [
      { name: project.title, criteria: project.criteria.map((_, at) => at), plans },
    ]
  );
}

/** The command that one criterion of a phase names. */
const shownBy = (project: FieldProject, { shown = project.tests }: PlannedPhase): string | null =>
  shown;

/** Criteria of a phase, as its roadmap has them. */
export const criteriaOf = (project: FieldProject, phase: PlannedPhase): string[] => {
  const command = shownBy(project, phase);
  return [
    ...phase.criteria.map((at) => project.criteria[at]!.text),
    ...(command === null ? [] : [`\`${command}\` exits with 0`]),
  ];
};

/**
 * Whether every command of every plan and criterion is one that nobody is asked about with
 * `--auto`.
 */
export const runsOnlyOwn = (project: FieldProject): boolean =>
  roadmapOf(project).every((phase) =>
    [
      shownBy(project, phase) ?? "test",
      ...phase.plans.flatMap(({ tasks }) => tasks.flatMap((one) => one.criteria)),
    ].every(isOwnCommand),
  );

/**
 * What is known of the project by whoever reads its document or the request, and what they would
 * assume.
 */
const knownOf = (project: FieldProject): Known => ({
  scope: {
    from: project.phases?.document === undefined ? "request" : "document",
    quote: project.request,
  },
  constraints: said(project, "keeps to the language, the test runner and the style that are there"),
  stack: { from: "code", quote: "" },
  success_criteria: said(project, project.criteria[0]!.text),
  timeline: said(project, "wanted this week"),
  non_goals: said(project, project.outOfScope.join("; ")),
});

const said = ({ phases }: FieldProject, quote: string): Known[keyof Known] =>
  phases?.document === undefined ? { from: "assumed", quote } : { from: "document", quote };

const draft = (project: FieldProject, brief: Brief) => ({
  ...draftFrom(brief, knownOf(project)),
  name: project.title,
  summary: project.request,
  core_value: project.criteria[0]!.text,
  requirements: project.criteria.map(({ text }, at) => ({ id: ID(at), text, scope: "v1" })),
  assumptions: [],
});

const roadmap = (project: FieldProject) => ({
  phases: roadmapOf(project).map((phase, at) => ({
    name: phase.name,
    goal: project.request,
    criteria: criteriaOf(project, phase),
    requirements: phase.criteria.map(ID),
    depends_on: at === 0 ? [] : [at],
    risk: "low, it is as what is there",
  })),
});

/** A file that is there: what is new is made as it is. */
const analogOf = (project: FieldProject, root: string): string =>
  Object.keys(project.files).find((path) => /\.\w+$/.test(path) && existsSync(join(root, path)))!;

/** The phase of a brief, by the criteria that it names. */
function phaseOf(project: FieldProject, brief: Brief): PlannedPhase {
  const texts = namedIn(brief, "Criteria: true once the phase is done").map(({ text }) => text);
  const found = roadmapOf(project).find((phase) => texts.includes(criteriaOf(project, phase)[0]!));
  if (found === undefined)
    throw new Error(`no phase of ${project.name} has the criteria ${texts.join("; ")}`);
  return found;
}

function plans(project: FieldProject, brief: Brief) {
  const phase = phaseOf(project, brief);
  const number = /"id": "(\d[\d.]*)-\d+"/.exec(brief.text)![1]!;
  const id = (at: number): string => `${number}-${String(at + 1).padStart(2, "0")}`;
  const left = new Set(phase.criteria);
  return {
    approach: `The smallest change, in the style of what is there: ${project.request}.`,
    plans: phase.plans.map((plan, at) => {
      const isLast = at === phase.plans.length - 1;
      const files = plan.tasks.flatMap((one) => one.files);
      const own = [...left].filter(
        (one) => isLast || files.includes(project.criteria[one]!.code[0]),
      );
      for (const one of own) left.delete(one);
      const gone = plan.tasks.flatMap((one) => [
        ...Object.keys(one.moves ?? {}),
        ...(one.deletes ?? []),
      ]);
      const stays = [...new Set(files)].filter((path) => !gone.includes(path));
      return {
        id: id(at),
        type: plan.tasks.some((one) => one.tdd) ? "tdd" : "execute",
        objective: `${plan.tasks.map((one) => one.name).join(", ")}.`,
        depends_on: (plan.after ?? []).map((one) => id(one - 1)),
        requirements: own.map(ID),
        must_haves: {
          truths:
            own.length > 0
              ? own.map((one) => project.criteria[one]!.text)
              : ["What is there is shown"],
          artifacts: stays.map((path) => ({ path, provides: "its part" })),
          key_links: stays.length > 1 ? [{ from: stays[1]!, to: stays[0]!, via: "import" }] : [],
        },
        tasks: plan.tasks.map(({ name, named, files: listed, criteria, tdd = false }) => ({
          name,
          type: "auto",
          tdd,
          files: named ?? listed,
          action: `${project.request}: ${name}.`,
          commands: criteria,
          done: "Its commands pass.",
        })),
      };
    }),
    answered: [],
    declined: [],
  };
}

/** The task of a brief, by its name: no two of a project have the same one in the same phase. */
function taskOf(project: FieldProject, brief: Brief) {
  const name = /^## Task \d+: (.+)$/m.exec(brief.text)?.[1];
  const [, phase, plan] = /of plan (\d[\d.]*)-(\d+):/.exec(brief.text) ?? [];
  const found = roadmapOf(project)[Number(phase) - 1]?.plans[Number(plan) - 1]?.tasks.find(
    (one) => one.name === name,
  );
  if (found === undefined)
    throw new Error(`${project.name} has no task ${name} of plan ${phase}-${plan}`);
  return found;
}

/**
 * What shows that something holds: the line that does it, or a command that the program saw pass.
 */
function verification(project: FieldProject, brief: Brief) {
  const root = rootOf(brief);
  return verificationFor(brief, {
    line: null,
    lineOf: (words) => {
      // What a plan says beside them is shown by what its first criterion is.
      const found = project.criteria.find(({ text }) => words === text) ?? project.criteria[0];
      return found === undefined ? null : lineWith(root, found.code);
    },
  });
}

/** By the file that the brief names. */
export function phases(project: FieldProject): Role {
  return (brief, again) => {
    const root = rootOf(brief);
    const file = fileOf(brief);
    const path = file.slice(".task/phases/".length);
    const seen = [
      ...reads(root, brief.reads),
      ...reads(root, Object.keys(project.files).slice(0, 3)),
    ];
    const writes = (value: () => object): Step[] => [
      ...seen,
      ...changes(root, file, () => asWritten(brief, value())),
    ];
    if (path === "project.json") return writes(() => draft(project, brief));
    if (path === "roadmap.json") return writes(() => roadmap(project));
    if (path === "discuss-assumptions.json")
      return writes(() => assumptionsOf(brief, analogOf(project, root)));
    if (path === "plan-plans.json") return writes(() => plans(project, brief));
    if (path === "plan-check.json") return writes(() => approvedPlans(brief));
    if (isCodeReview(brief)) return writes(() => reviewedCode(outdated(brief.text)));
    if (path === "verification.json") return writes(() => verification(project, brief));
    if (isProse(path))
      return writes(() => proseFor(brief, `Seen in ${analogOf(project, root)}: ${project.what}.`));
    if (/^## Task \d+: /m.test(brief.text))
      return execution(project, brief, again, taskOf(project, brief), {
        decisions: [],
        concerns: [],
        denied: [],
      });
    throw new Error(`no role of the field writes ${path}`);
  };
}
