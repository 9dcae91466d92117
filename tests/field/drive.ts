// Drives one field project through a workflow in the real host, as the person beside it, and counts
// what it cost.
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Question } from "../../src/engine/run.ts";
import { CONFIG_WORDS } from "../../src/workflows/phases/new-project/config-questions.ts";
import { startModel } from "../harness/model.ts";
import { answer, goOn, openQuestions, runOf } from "../host/from-outside.ts";
import { CARRIER, type Left, left, ofType, type Played, play } from "../host/scenario.ts";
import { script, textAt } from "./agents.ts";
import { chain, codex } from "./chain.ts";
import { council } from "./council.ts";
import { phases, runsOnlyOwn } from "./phases.ts";
import { type Expected, type FieldProject, type Flow, programsOf, setUp } from "./project.ts";
import { team } from "./team.ts";

/** What a run came to, beside the work itself: all but `expected` should be zero. */
export interface Row {
  project: string;
  what: string;
  flow: Flow;
  /** `complete`, what else it ended as, or why it was not tried. */
  end: string;
  tried: boolean;
  refused: number;
  denied: number;
  dispatches: number;
  questions: string[];
  expected: string[];
  /** What each of the above was about, for whoever looks at a row that is not zero. */
  details: string[];
}

/** What every person expects: the story with the test commands, and the checkpoints. */
const EXPECTED: Record<Flow, Expected> = {
  chain: { story: ["approve", null] },
  team: {
    "checkpoint-a": ["proceed", null],
    "checkpoint-b": ["proceed", null],
    "checkpoint-c": ["proceed", null],
  },
  council: { consent: ["approve", null], take: ["here", null] },
  phases: {},
};

/** What who types no `--auto` expects to be asked from `new-project` on. */
const ASKED_FOR: Expected = {
  ...Object.fromEntries(
    Object.entries(CONFIG_WORDS).map(([kind, { options }]) => [
      kind,
      [Object.keys(options)[0]!, null],
    ]),
  ),
  "project-questions": ["answer", null],
  "project-approval": ["approve", null],
  "discuss-assumed": ["accept", null],
  "milestone-approval": ["approve", null],
};
/** Commands that are no scripts of the project and no test runner run at a person's word alone. */
const CONSENT: Expected = {
  "execute-consent": ["approve", null],
  "verify-consent": ["approve", null],
};
/**
 * A checkout with files that no commit has: the person goes on with them, and their milestone gets
 * no tag.
 */
const PLACE: Expected = {
  "execute-consent": ["approve", null],
  "milestone-open": ["waive", "They are notes of mine."],
};

function expectedOf(project: FieldProject, flow: Flow): Expected {
  if (flow === "council" && project.council?.auto) return {};
  if (flow === "phases") {
    const { asks, uncommitted } = project.phases ?? {};
    return {
      ...(asks ? ASKED_FOR : {}),
      ...(asks || !runsOnlyOwn(project) ? CONSENT : {}),
      ...(uncommitted ? PLACE : {}),
      ...project.expects?.phases,
    };
  }
  return { ...EXPECTED[flow], ...project.expects?.[flow] };
}

/** Ways on from a question that nobody should have asked, the first that it has. */
const WAYS_ON = [
  "go_on",
  "accept",
  "waive",
  "later",
  "without",
  "approve",
  "again",
  "more",
  "continue",
  "proceed",
];
/**
 * Questions beyond which a run is given up; one that comes again behind its answer is given up at
 * once.
 */
const MAX_QUESTIONS = 8;

function wayOn({ options, labels }: Question): [option: string, text: string | null] {
  const option = WAYS_ON.find((one) => options.includes(one));
  return option === undefined
    ? [options[0]!, labels[0] ?? "Yes"]
    : [option, "It is fine as it is."];
}

/** Denials that any thread was told, by a hook or by the host. */
const denials = ({ model }: Played): string[] =>
  model.requests.flatMap(({ turn }) =>
    (turn?.toolResults ?? [])
      .filter(
        ({ isError, text }) =>
          isError && /Denied by multi-ai|has been denied|requested permissions/.test(text),
      )
      .map(({ text }) => text),
  );

/**
 * Fixes that the project's own data asks for: one where a reviewer finds something, or a test
 * contradicts what is built.
 */
const plannedFixes = ({ asks, team: parts = {} }: FieldProject, flow: Flow): number =>
  (flow === "chain" ? [asks] : flow === "team" ? [parts.blocker, parts.outdated] : []).filter(
    (one) => one !== undefined,
  ).length;

/**
 * Tasks that were dispatched more than once, without a person's answer that led back to them, and
 * fixes.
 */
function dispatchesOf({ events }: Left) {
  const dispatched = ofType(events, "dispatched").map((one) => one.task);
  const asked = ofType(events, "asked").flatMap((one) =>
    one.kind === "project-questions" ? one.task : [],
  );
  const again = dispatched.filter(
    (task, at) => dispatched.indexOf(task) !== at && !asked.includes(task),
  );
  const fixes = ofType(events, "task_created").filter(
    (one) => one.kind === "fix" && dispatched.includes(one.task),
  );
  return { again, fixes };
}

/** `runs`: each as it was left, in their order. */
function rowOf(
  project: FieldProject,
  flow: Flow,
  played: Played,
  runs: Left[],
  questions: Question[],
): Row {
  const expected = expectedOf(project, flow);
  const kinds = questions.map((one) => one.kind);
  const dispatches = runs.map(dispatchesOf);
  const again = dispatches.flatMap((one) => one.again);
  const fixes = dispatches.flatMap((one) => one.fixes);
  const denied = denials(played);
  const events = runs.flatMap((one) => one.events);
  const refused = ofType(events, "refused");
  return {
    project: project.name,
    what: project.what,
    flow,
    end: lost(project, flow, runs.at(-1)!.project) ? "lost what the person had" : endOf(flow, runs),
    tried: true,
    refused: refused.length,
    denied: denied.length,
    dispatches: again.length + Math.max(0, fixes.length - plannedFixes(project, flow)),
    questions: kinds.filter((kind) => !(kind in expected)),
    expected: kinds.filter((kind) => kind in expected),
    details: counted([
      ...refused.map((one) => `refused ${one.task}: ${one.problems.join(" | ")}`),
      ...denied.map((text) => `denied: ${text}`),
      ...again.map((task) => `dispatched again: ${task}`),
      ...fixes.map((one) => `fix: ${one.task} ${one.subject}`),
      ...questions
        .filter((one) => !(one.kind in expected))
        .map(
          (one) => `asked: ${one.kind} of ${one.task}: ${one.text ?? ""} ${one.options.join(", ")}`,
        ),
      ...ofType(events, "returned").map((one) => `returned ${one.task}: ${one.reason} ${one.note}`),
      ...ofType(events, "accepted").flatMap(({ task, facts }) =>
        [facts?.ran ?? []]
          .flat()
          .filter((line) => typeof line === "string" && /: (?:failed|did not|was)/.test(line))
          .map((line) => `ran for ${task}: ${line}`),
      ),
      ...ofType(events, "tested").map((one) => `tested ${one.task}: ${one.outcome}`),
      ...runs
        .flatMap((one) => one.tasks)
        .filter((one) => !["done", "skipped"].includes(one.status))
        .map((one) => `left: ${one.id} ${one.subject} ${one.status}`),
    ]),
  };
}

/**
 * What the newest run came to; the phases' last one has to have put the milestone into the archive.
 */
function endOf(flow: Flow, runs: Left[]): string {
  const { project, state } = runs.at(-1)!;
  const status = String(state.status);
  if (flow !== "phases" || status !== "complete") return status;
  return isArchived(project)
    ? status
    : `no milestone after ${runs.length} runs, the last: ${String(state.entry)}`;
}

const isArchived = (root: string): boolean =>
  existsSync(join(root, ".planning/milestones/v1.0-ROADMAP.md"));

/** Whether a file that the person had not committed is no longer as it was. */
const lost = (project: FieldProject, flow: Flow, root: string): boolean =>
  (flow === "council" || flow === "phases") &&
  Object.entries(project[flow]?.uncommitted ?? {}).some(
    ([path, text]) => textAt(join(root, path)) !== text,
  );

/** Each line once, with how often it was there. */
const counted = (lines: string[]): string[] =>
  [...Map.groupBy(lines, (one) => one)].map(([line, all]) =>
    all.length > 1 ? `${all.length} times ${line}` : line,
  );

const COMMANDS: Record<Flow, string> = {
  chain: "/multi-ai",
  team: "/multi-ai:team --track full",
  council: "/multi-ai:council",
  phases: "/multi-ai:new-project",
};
const ROLES = { chain, team, council, phases };

function settingsOf(project: FieldProject, flow: Flow): Record<string, unknown> {
  if (flow === "council") return project.council?.settings ?? {};
  return flow === "team" ? { ...project.team?.settings, ...areas(project) } : {};
}

/** What a project's person has typed, one after the other, came to. */
export interface PlayedField {
  played: Played;
  /** One, or one for each command. */
  runs: Left[];
  questions: Question[];
}

/** What the task of a question found wrong. */
function why(root: string, { task }: Question): string {
  const facts = runOf(root).tasks.find((one) => one.id === task)?.facts ?? {};
  return [facts.problems, facts.notes].flat().filter(Boolean).join(" | ");
}

/** Commands behind `new-project` beyond which a project is given up. */
const MAX_COMMANDS = 20;

/** What the person types first: the request itself, or the document that has it. */
function promptOf(project: FieldProject, flow: Flow): string {
  if (flow !== "phases") {
    const isAuto = flow === "council" && project.council?.auto === true;
    return `${COMMANDS[flow]} ${isAuto ? "--auto " : ""}${project.request}`;
  }
  const { document, asks } = project.phases ?? {};
  const flags = asks ? [] : ["--auto"];
  return [
    COMMANDS.phases,
    ...flags,
    document === undefined ? project.request : `@${document}`,
  ].join(" ");
}

/** Plays a project to its end, with its person's answers. */
export async function playField(project: FieldProject, flow: Flow): Promise<PlayedField> {
  const root = setUp(project, settingsOf(project, flow), flow);
  const model = startModel({ script: script(ROLES[flow](project)), codex: codex(project, root) });
  const scenario = {
    version: "new" as const,
    project: project.startsIn ? join(root, project.startsIn.folder) : root,
    model,
    programs: programsOf(project),
    ...(project.env ? { env: project.env } : {}),
    limitMs: 400_000,
    // As a person has it: commands in the host's sandbox, where this machine can.
    ...(CARRIER === "direct" ? { fence: true as const } : {}),
    ...(project.mode ? { permissionMode: project.mode } : {}),
  };
  const expected = expectedOf(project, flow);
  const runs: Left[] = [];
  const questions: Question[] = [];
  let { names } = flow === "team" ? (project.team ?? {}) : {};
  /** Answers what is asked until nothing is, or until it is not to be borne. */
  const answered = async (begun: Played): Promise<Played> => {
    let played = begun;
    const own: Question[] = [];
    const isBearable = (): boolean =>
      own.filter(({ kind }) => !(kind in expected)).length < MAX_QUESTIONS;
    for (
      let open = openQuestions(root);
      open.length > 0 && isBearable();
      open = openQuestions(root)
    ) {
      for (const one of open) {
        const isAgain = own.some(
          ({ id, kind, task }) => kind === one.kind && task === one.task && id !== one.id,
        );
        own.push(one);
        questions.push({ ...one, text: one.text ?? why(root, one) });
        if (isAgain && !(one.kind in expected)) return played;
        if (one.kind === "checkpoint-a" && names !== undefined) {
          answer(root, "name", names);
          names = undefined;
          // It is asked again, with the command.
          own.pop();
          questions.pop();
          continue;
        }
        const [option, text] = expected[one.kind] ?? wayOn(one);
        answer(root, option, option === "answer" ? (one.labels[0] ?? "Yes") : text);
      }
      // One that was asked again at once is answered before the session goes on.
      if (openQuestions(root).length === 0) played = await goOn(scenario, played);
    }
    return played;
  };
  let played = await answered(await play({ ...scenario, prompt: promptOf(project, flow) }));
  runs.push(left(root));
  if (flow !== "phases") return { played, runs, questions };
  const next = `/multi-ai:next${project.phases?.asks ? "" : " --auto"}`;
  while (
    runs.at(-1)!.state.status === "complete" &&
    !isArchived(root) &&
    runs.length < MAX_COMMANDS
  ) {
    played = await answered(await goOn(scenario, played, next));
    const now = left(root);
    if (now.state.run === runs.at(-1)!.state.run) break;
    runs.push(now);
  }
  return { played, runs, questions };
}

/**
 * What a project comes to; it is written down for the table that the runner of the tests prints.
 */
export async function drive(project: FieldProject, flow: Flow): Promise<Row> {
  const { played, runs, questions } = await playField(project, flow);
  return note(rowOf(project, flow, played, runs, questions));
}

const areas = ({ team: parts }: FieldProject) => (parts?.areas ? { areas: parts.areas } : {});

/** Writes down why a project is not tried. */
export function noteUntried({ name, what }: FieldProject, flow: Flow, why: string): void {
  const none = { refused: 0, denied: 0, dispatches: 0, questions: [], expected: [], details: [] };
  note({ project: name, what, flow, end: why, tried: false, ...none });
}

function note(row: Row): Row {
  const file = process.env.MULTI_AI_FIELD_FILE;
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
  return row;
}
