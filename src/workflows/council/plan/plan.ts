import * as z from "zod/mini";
import { commandsProblem, MAX_COMMAND, MAX_COMMANDS, visible } from "../../../command-line.ts";
import { sha256 } from "../../../store/journal.ts";
import { cut, firstLines, fold, given, shortJson, someOf } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { optionalList, problemsOf, stamp, text } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import {
  documentText,
  OBJECTIONS,
  type PlanDocument,
  partsOf,
  planOf,
} from "../../execute/plan/document.ts";
import { circleOf } from "../../execute/plan/order.ts";
import { MAX_PLAN_TASKS, type PlanTask, placed } from "../../execute/plan/plan.ts";
import { fileProblem, passesAlways } from "../../execute/plan/plan-rules.ts";
import { about, described, formOf, rulesOf, type Stamped } from "../../kit/artifacts/form.ts";
import { nothing } from "../../review/check.ts";
import { answeredOnce } from "../../review/evidence/evidence.ts";
import { type HasProgram, missingProgram, onPath, ownTests } from "../../tests/own-tests.ts";
import { MASTER_PLAN } from "../paths.ts";
import { type Ledger, ledgerOf, type Objection } from "../vote/ledger.ts";
import { type Answer, changedIn, type PlanFacts, partsNamed } from "../vote/recorded.ts";
import { objectionId } from "../vote/vote.ts";

/** The plan that the six seats vote on, and that executors carry out. */

const MAX_BYTES = 64 * 1024;
const MAX_FILES = 40;
const MAX_NAME = 120;
/**
 * Bytes that one line of the journal has for a plan: first for what executors and the count need,
 * then for its reasons.
 */
const MAX_RECORD = 13_500;
const MAX_LINE = 15_000;
const MAX_REASON = 300;
const MAX_PROBLEMS = 20;

const bytesOf = (value: unknown): number =>
  Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));

function taskProblems(task: PlanTask, tasks: readonly PlanTask[], problems: string[]): void {
  const { n, name, files, after, setup, criteria } = task;
  const refuse = refusing(problems, `Task ${n}`);
  for (const file of files) {
    const wanted = fileProblem(file);
    if (wanted !== null) refuse(", Files", shortJson(file), wanted);
  }
  for (const [field, all] of Object.entries({ Files: files, "Success criteria": criteria }))
    if (all.length === 0) refuse(`, ${field}`, "none", "at least one");
  if (files.length > MAX_FILES)
    refuse(", Files", files.length, `at most ${MAX_FILES}; name a folder`);
  if (name.length > MAX_NAME)
    refuse("", `a name of ${name.length} characters`, `at most ${MAX_NAME}`);
  for (const one of after)
    if (one === n || !tasks.some((other) => other.n === one))
      refuse(", Depends on", `Task ${one}`, "another task of this plan");
  const alone = 'a command; what runs a file begins with "./" or its program';
  for (const [field, commands] of Object.entries({
    Commands: setup,
    "Success criteria": criteria,
  })) {
    const problem = commandsProblem(commands);
    if (problem !== null) problems.push(`Task ${n}, ${field}: ${problem}`);
    for (const command of commands)
      if (tasks.some((other) => other.files.includes(command)))
        refuse(`, ${field}`, `the file \`${command}\``, alone);
  }
  for (const criterion of criteria.filter(passesAlways))
    refuse(
      ", Success criteria",
      `\`${visible(criterion)}\``,
      "a command that fails while the task is not done",
    );
}

function answerProblems(
  answers: readonly Answer[],
  ledger: Ledger,
  parts: Record<string, string>,
): string[] {
  const place = "objections";
  const due = ledger.objections
    .filter((objection) => objection.state === "open" || objection.state === "refused")
    .map((objection) => objection.id);
  // What was taken or cleared may be answered again.
  const settled = ledger.objections
    .map((objection) => objection.id)
    .filter((id) => !due.includes(id));
  const answered = answers.filter((answer) => !settled.includes(answer.id));
  const changed = changedIn(ledger.rounds.at(-1)?.parts ?? {}, parts).filter(
    (one) => one !== OBJECTIONS,
  );
  const differing = changed.length === 0 ? "none does" : someOf(changed, 8);
  const entry = (id: string): string =>
    `{"id": "${id}", "state": "taken" or "refused", "reason": …}`;
  const problems = answeredOnce(place, answered, due, "objection to answer", entry);
  const refuse = refusing(problems, `${place}, `);
  for (const { id, state, reason = "" } of answers)
    if (state === "taken" && due.includes(id) && partsNamed(reason, changed).length === 0)
      refuse(
        id,
        shortJson(reason),
        `a task or section that differs from the plan before (${differing})`,
      );
  return problems;
}

/** What a plan takes in the journal without the reasons of its answers. */
const recordSize = (facts: PlanFacts): number =>
  bytesOf([
    { ...facts, answers: facts.answers.map(({ id, state }) => ({ id, state })) },
    commandsOf(facts.tasks),
  ]);

const NOTHING_BEFORE: Ledger = { objections: [], rounds: [] };

function planProblems(facts: PlanFacts, ledger: Ledger, has: HasProgram): string[] {
  const { tasks, answers } = facts;
  const problems: string[] = [];
  const refuse = refusing(problems);
  const record = recordSize(facts);
  if (tasks.length === 0) refuse("tasks", "none", "at least one");
  if (tasks.length > MAX_PLAN_TASKS) refuse("tasks", tasks.length, `at most ${MAX_PLAN_TASKS}`);
  for (const task of tasks) taskProblems(task, tasks, problems);
  const circle = circleOf(placed(tasks));
  if (circle !== null)
    refuse("tasks", `a circle: ${circle.map((n) => `Task ${n}`).join(" → ")}`, "none");
  // What `Commands` set up may bring a program along.
  for (const { n, criteria } of tasks.some(({ setup }) => setup.length > 0) ? [] : tasks)
    for (const command of criteria) {
      const name = missingProgram(command, has);
      const wanted = `a command that starts here: there is no program ${shortJson(name)}`;
      if (name !== null) refuse(`Task ${n}, Success criteria`, `\`${visible(command)}\``, wanted);
    }
  if (record > MAX_RECORD)
    refuse(
      "tasks",
      `${record} bytes of names, files, commands and answers to keep`,
      `at most ${MAX_RECORD}; name folders, and put long commands into scripts`,
    );
  return [...problems, ...answerProblems(answers, ledger, facts.parts)];
}

/** All commands that a plan brings along, each once. */
export const commandsOf = (tasks: readonly PlanTask[]): string[] => [
  ...new Set(tasks.flatMap((task) => [...task.setup, ...task.criteria])),
];

/** What of a text can be seen, whatever its white space: a change of nothing else is none. */
const seen = (whole: string): string =>
  fold(whole.replaceAll(/\p{Default_Ignorable_Code_Point}|\u2800/gu, ""));

/** Each section and task of a plan with a short hash of its text. */
export const partHashes = (plan: PlanDocument): Record<string, string> =>
  Object.fromEntries(
    partsOf(plan).map(({ key, heading, text: own }) => [
      key,
      sha256(seen(`${heading}\n${own}`)).slice(0, 12),
    ]),
  );

/**
 * A plan's problems and what the run keeps of it. `has`: whether the machine has a program. Pure.
 */
export function judgePlan(
  plan: PlanDocument,
  has: HasProgram = () => true,
  ledger = NOTHING_BEFORE,
  answers: Answer[] = [],
): Checked {
  const text = documentText(plan);
  const size = bytesOf(text);
  if (size > MAX_BYTES) {
    const problems = [`the whole plan: found ${size} bytes, expected at most ${MAX_BYTES}`];
    return { ...nothing, problems, outcome: "done" };
  }
  const tasks = plan.tasks.map(({ details: _, ...task }) => task);
  const facts: PlanFacts = {
    plan: sha256(text),
    parts: partHashes(plan),
    tasks,
    answers,
  };
  // A character takes up to three bytes.
  const room = Math.floor((MAX_LINE - recordSize(facts)) / 3 / Math.max(1, answers.length)) - 12;
  const reasonOf = ({ reason = "" }: Answer): string =>
    room > 1 ? cut(reason, Math.min(MAX_REASON, room)) : "";
  return {
    ...nothing,
    problems: firstLines(planProblems(facts, ledger, has), MAX_PROBLEMS, " problems"),
    commands: commandsOf(tasks),
    facts: {
      ...facts,
      answers: answers.map((answer) => ({ ...answer, reason: reasonOf(answer) })),
    },
    outcome: "done",
  };
}

/** The same with the commands that test the project whole. */
export function withTests(root: string, { commands = [], facts, ...judged }: Checked): Checked {
  const tests = ownTests(root).filter((test) => !commands.includes(test));
  if (tests.length === 0) return { ...judged, commands, facts };
  return { ...judged, commands: [...commands, ...tests], facts: { ...facts, tests } };
}

/** Characters of a section, or of what a task says. */
const MAX_PROSE = 20_000;
const prose = (what: string) =>
  about(z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_PROSE)), what);
const texts = (what: string) => z.array(about(text, what));

/** What the form of a plan is made of. */
interface PlanBriefFacts extends Stamped {
  ledger: Ledger;
}

const masterPlan = z.strictObject({
  ...stamp,
  title: about(text, "title"),
  overview: prose("what is built, for whom, and what is left out"),
  architecture: prose("parts, data, interfaces, and where they fit into what is there"),
  tasks: z.array(
    z.strictObject({
      name: about(text, "name"),
      details: prose("what to do: an executor sees no other task"),
      files: texts("path or glob"),
      depends_on: z.array(about(z.number(), "number of a task")),
      commands: texts("command that sets it up"),
      success_criteria: texts("command that exits 0 once the task is done"),
    }),
  ),
  security: prose("…"),
  risks: prose("…"),
  objections: described(
    optionalList(
      z.strictObject({ id: objectionId, state: z.enum(["taken", "refused"]), reason: text }),
    ),
    {
      form: ({ ledger }: PlanBriefFacts) => objectionsForm(ledger),
      rules: ({ ledger }: PlanBriefFacts) =>
        given(
          objectionsForm(ledger) !== null,
          "`objections` answers each one that is listed, once: the reason of `taken` names a task or section that now differs; that of `refused` stays there as the minority report.",
        ),
    },
  ),
});
export type MasterPlan = z.infer<typeof masterPlan>;

/** The objections that the next plan answers; null where there are none. */
function objectionsForm({ objections }: Ledger): string | null {
  const entries = (state: Objection["state"], form: string, reason: string): string[] =>
    objections
      .filter((objection) => objection.state === state)
      .map(({ id }) => `    {"id": "${id}", "state": "<${form}>", "reason": "<${reason}>"}`);
  const all = [
    ...entries("open", "taken | refused", "task or section that changed | why not"),
    ...entries("refused", "refused | taken", "why not | task or section that changed"),
  ];
  return all.length === 0 ? null : `[\n${all.join(",\n")}\n  ]`;
}

type Read = { ok: true; plan: MasterPlan } | { ok: false; problems: string[] };

/** The plan in a file, which begins with no stamp where a person wrote it. */
export function readMasterPlan(value: unknown): Read {
  const stamped =
    typeof value === "object" ? { ...value, task: "T1", nonce: "0".repeat(16) } : value;
  const read = masterPlan.safeParse(stamped);
  return read.success
    ? { ok: true, plan: read.data }
    : { ok: false, problems: problemsOf(stamped, read.error.issues) };
}

/**
 * `.task/council/master_plan.json`, written by plan-maker: what is built, in tasks that an executor
 * carries out one by one. `master_plan.md` is written from it.
 */
export const kind: ArtifactKind<MasterPlan, PlanBriefFacts> = {
  schema: masterPlan,
  form: (facts) => formOf(masterPlan, facts),
  rules: (facts) => [
    "Texts may be markdown, with line breaks as `\\n`; headings in them begin with `####`.",
    `One to ${MAX_PLAN_TASKS} tasks; the first one is Task 1, and texts name them so. \`commands\` and \`success_criteria\` hold only commands, up to ${MAX_COMMANDS} of each, every one within one line and ${MAX_COMMAND} characters.`,
    `\`files\` are all that the task creates or changes: paths or globs from the project's root, with forward slashes, up to ${MAX_FILES}. Tasks that may change the same file are carried out one after the other.`,
    "`depends_on` and `commands` are mostly empty.",
    "Each task has at least one success criterion: a command that the program runs, in a shell where it needs one, and that fails as long as the task is not done; what passes today, such as all tests, may stand beside it. New tests are in a new file where the project allows it: through a changed one a criterion proves nothing. The person is shown every command before the first task.",
    ...rulesOf(masterPlan, facts),
  ],
  check: (data, { project, run }) =>
    withTests(project.root, judgePlan(planOf(data), onPath, ledgerOf(run), data.objections)),
  written: (data) => [{ path: MASTER_PLAN, text: documentText(planOf(data)) }],
};
