// Drives one field project through a workflow in the real host, as the person beside it, and counts what it cost.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Question } from "../../src/engine/run.ts";
import { startModel } from "../harness/model.ts";
import { answer, goOn, openQuestions } from "../host/from-outside.ts";
import { left, ofType, type Played, play } from "../host/scenario.ts";
import { script, textAt } from "./agents.ts";
import { chain, codex } from "./chain.ts";
import { council } from "./council.ts";
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
  team: { "checkpoint-a": ["proceed", null], "checkpoint-b": ["proceed", null], "checkpoint-c": ["proceed", null] },
  council: { consent: ["approve", null] },
};

function expectedOf(project: FieldProject, flow: Flow): Expected {
  if (flow === "council" && project.council?.auto) return {};
  return { ...EXPECTED[flow], ...project.expects?.[flow] };
}

/** Ways on from a question that nobody should have asked, the first that it has. */
const WAYS_ON = ["accept", "waive", "later", "without", "approve", "again", "more", "continue", "proceed"];
/** Questions beyond which a run is given up; one that comes again behind its answer is given up at once. */
const MAX_QUESTIONS = 8;

function wayOn({ options, labels }: Question): [option: string, text: string | null] {
  const option = WAYS_ON.find((one) => options.includes(one));
  return option === undefined ? [options[0]!, labels[0] ?? "Yes"] : [option, "It is fine as it is."];
}

/** Denials that any thread was told, by a hook or by the host. */
const denials = ({ model }: Played): string[] =>
  model.requests.flatMap(({ turn }) =>
    (turn?.toolResults ?? [])
      .filter(({ isError, text }) => isError && /Denied by multi-ai|has been denied|requested permissions/.test(text))
      .map(({ text }) => text),
  );

/** Fixes that the project's own data asks for: one where a reviewer finds something, or a test contradicts what is built. */
const plannedFixes = ({ asks, team: parts = {} }: FieldProject, flow: Flow): number =>
  (flow === "chain" ? [asks] : flow === "team" ? [parts.blocker, parts.outdated] : []).filter(
    (one) => one !== undefined,
  ).length;

function rowOf(project: FieldProject, flow: Flow, played: Played, questions: Question[]): Row {
  const { events, tasks, state } = played;
  const expected = expectedOf(project, flow);
  const kinds = questions.map((one) => one.kind);
  const dispatched = ofType(events, "dispatched").map((one) => one.task);
  const again = dispatched.filter((task, at) => dispatched.indexOf(task) !== at);
  const fixes = ofType(events, "task_created").filter((one) => one.kind === "fix" && dispatched.includes(one.task));
  const denied = denials(played);
  const refused = ofType(events, "refused");
  return {
    project: project.name,
    what: project.what,
    flow,
    end: flow === "council" && lost(project, played.project) ? "lost what the person had" : String(state.status),
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
        .map((one) => `asked: ${one.kind} of ${one.task}: ${one.text ?? ""} ${one.options.join(", ")}`),
      ...ofType(events, "returned").map((one) => `returned ${one.task}: ${one.reason} ${one.note}`),
      ...ofType(events, "tested").map((one) => `tested ${one.task}: ${one.outcome}`),
      ...tasks
        .filter((one) => !["done", "skipped"].includes(one.status))
        .map((one) => `left: ${one.id} ${one.subject} ${one.status}`),
    ]),
  };
}

/** Whether a file that the person had not committed is no longer as it was. */
const lost = ({ council: { uncommitted = {} } = {} }: FieldProject, root: string): boolean =>
  Object.entries(uncommitted).some(([path, text]) => textAt(join(root, path)) !== text);

/** Each line once, with how often it was there. */
const counted = (lines: string[]): string[] =>
  [...Map.groupBy(lines, (one) => one)].map(([line, all]) => (all.length > 1 ? `${all.length} times ${line}` : line));

const COMMANDS: Record<Flow, string> = {
  chain: "/multi-ai",
  team: "/multi-ai:team --track full",
  council: "/multi-ai:council",
};
const ROLES = { chain, team, council };

function settingsOf(project: FieldProject, flow: Flow): Record<string, unknown> {
  if (flow === "council") return project.council?.settings ?? {};
  return flow === "team" ? { ...project.team?.settings, ...areas(project) } : {};
}

/** Plays a project to its end, with its person's answers. */
export async function playField(project: FieldProject, flow: Flow): Promise<{ played: Played; questions: Question[] }> {
  const root = setUp(project, settingsOf(project, flow), flow);
  const model = startModel({ script: script(ROLES[flow](project)), codex: codex(project, root) });
  const scenario = {
    version: "new" as const,
    project: project.startsIn ? join(root, project.startsIn.folder) : root,
    model,
    programs: programsOf(project),
    ...(project.env ? { env: project.env } : {}),
    limitMs: 400_000,
    ...(project.mode ? { permissionMode: project.mode } : {}),
  };
  const isAuto = flow === "council" && project.council?.auto === true;
  let played = await play({ ...scenario, prompt: `${COMMANDS[flow]} ${isAuto ? "--auto " : ""}${project.request}` });
  const expected = expectedOf(project, flow);
  const questions: Question[] = [];
  let { names } = flow === "team" ? (project.team ?? {}) : {};
  for (let [open] = openQuestions(root); open && questions.length < MAX_QUESTIONS; [open] = openQuestions(root)) {
    const isAgain = questions.some(
      ({ id, kind, task }) => kind === open!.kind && task === open!.task && id !== open!.id,
    );
    questions.push(open);
    if (isAgain && !(open.kind in expected)) break;
    if (open.kind === "checkpoint-a" && names !== undefined) {
      answer(root, "name", names);
      names = undefined;
      // It is asked again, with the command.
      questions.pop();
      continue;
    }
    const [option, text] = expected[open.kind] ?? wayOn(open);
    answer(root, option, text);
    played = await goOn(scenario, played);
  }
  return { played: { ...played, ...left(root) }, questions };
}

/** What a project comes to; it is written down for the table that the runner of the tests prints. */
export async function drive(project: FieldProject, flow: Flow): Promise<Row> {
  const { played, questions } = await playField(project, flow);
  return note(rowOf(project, flow, played, questions));
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
