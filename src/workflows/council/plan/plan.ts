import { commandsProblem, MAX_COMMAND, MAX_COMMANDS, visible } from "../../../command-line.ts";
import type { Run } from "../../../engine/run.ts";
import { sha256 } from "../../../store/journal.ts";
import { cut, firstLines, given, shown, someOf } from "../../../text.ts";
import { ownTests } from "../../checks/own-tests.ts";
import { type HasProgram, missingProgram, onPath } from "../../checks/starts.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { circleOf } from "../../execute/order.ts";
import { MAX_PLAN_TASKS, type PlanTask, placed } from "../../execute/plan.ts";
import { fileProblem, passesAlways } from "../../execute/plan-rules.ts";
import type { Stamped } from "../../kit/form.ts";
import { document } from "../../kit/kind.ts";
import { refusing } from "../../kit/problems.ts";
import { nothing } from "../../review/check.ts";
import { answeredOnce } from "../../review/evidence.ts";
import { type Ledger, ledgerOf, toAnswer } from "../vote/ledger.ts";
import { type Answer, changedIn, type PlanFacts, partsNamed } from "../vote/recorded.ts";
import { OBJECTIONS, type PlanDocument, partHashes, readPlan, SECTIONS } from "./document.ts";

/** `master_plan.md`: what the six seats vote on, and what executors carry out. */

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
    if (wanted !== null) refuse(", Files", shown(file), wanted);
  }
  if (files.length > MAX_FILES)
    refuse(", Files", files.length, `at most ${MAX_FILES}; name a folder`);
  if (name.length > MAX_NAME)
    refuse("", `a name of ${name.length} characters`, `at most ${MAX_NAME}`);
  for (const one of after)
    if (one === n || !tasks.some((other) => other.n === one))
      refuse(", Depends on", `Task ${one}`, "another task of this plan");
  const alone = 'commands alone in backticks; what runs it begins with "./" or its program';
  for (const [field, commands] of Object.entries({
    Commands: setup,
    "Success criteria": criteria,
  })) {
    const problem = commandsProblem(commands);
    if (problem !== null) problems.push(`Task ${n}, ${field}: ${problem}`);
    for (const one of commands)
      if (tasks.some((other) => other.files.includes(one)))
        refuse(`, ${field}`, `the file \`${one}\``, alone);
  }
  for (const one of criteria.filter(passesAlways))
    refuse(
      ", Success criteria",
      `\`${visible(one)}\``,
      "a command that fails while the task is not done",
    );
}

function answerProblems(
  answers: readonly Answer[],
  ledger: Ledger,
  parts: Record<string, string>,
): string[] {
  const place = `## ${OBJECTIONS}`;
  const due = ledger.objections
    .filter((one) => one.state === "open" || one.state === "refused")
    .map((one) => one.id);
  // What was taken or cleared may be answered again.
  const settled = ledger.objections.map((one) => one.id).filter((id) => !due.includes(id));
  const answered = answers.filter((one) => !settled.includes(one.id));
  const changed = changedIn(ledger.rounds.at(-1)?.parts ?? {}, parts).filter(
    (one) => one !== OBJECTIONS,
  );
  const differing = changed.length === 0 ? "none does" : someOf(changed, 8);
  const entry = (id: string): string => `"${id}: taken — …" or "${id}: refused — …"`;
  const problems = answeredOnce(place, answered, due, "objection to answer", entry);
  const refuse = refusing(problems, `${place}, `);
  for (const { id, state, reason = "" } of answers)
    if (state === "taken" && due.includes(id) && partsNamed(reason, changed).length === 0)
      refuse(
        id,
        shown(reason),
        `a task or section that differs from the plan before (${differing})`,
      );
  return problems;
}

/** What a plan takes in the journal without the reasons of its answers. */
const recordOf = (facts: PlanFacts): number =>
  bytesOf([
    { ...facts, answers: facts.answers.map(({ id, state }) => ({ id, state })) },
    commandsOf(facts.tasks),
  ]);

function planProblems(
  { tasks, answers, ...read }: PlanDocument,
  facts: PlanFacts,
  ledger: Ledger,
  has: HasProgram,
) {
  const problems = [...read.problems];
  const refuse = refusing(problems);
  const record = recordOf(facts);
  if (tasks.length === 0) refuse("## Tasks", "no task", 'at least one "### Task 1: <name>"');
  if (tasks.length > MAX_PLAN_TASKS) refuse("## Tasks", tasks.length, `at most ${MAX_PLAN_TASKS}`);
  const numbers = tasks.map((task) => task.n).sort((a, b) => a - b);
  if (numbers.some((n, index) => n !== index + 1))
    refuse("## Tasks", `the numbers ${numbers.join(", ")}`, `1 to ${numbers.length}, each once`);
  for (const task of tasks) taskProblems(task, tasks, problems);
  const circle = circleOf(placed(tasks));
  if (circle !== null)
    refuse("## Tasks", `a circle: ${circle.map((n) => `Task ${n}`).join(" → ")}`, "none");
  // What `Commands` set up may bring a program along.
  for (const { n, criteria } of tasks.some(({ setup }) => setup.length > 0) ? [] : tasks)
    for (const command of criteria) {
      const name = missingProgram(command, has);
      const wanted = `a command that starts here: there is no program ${shown(name)}`;
      if (name !== null) refuse(`Task ${n}, Success criteria`, `\`${visible(command)}\``, wanted);
    }
  if (record > MAX_RECORD)
    refuse(
      "## Tasks",
      `${record} bytes of names, files, commands and answers to keep`,
      `at most ${MAX_RECORD}; name folders, and put long commands into scripts`,
    );
  return [...problems, ...answerProblems(answers, ledger, facts.parts)];
}

/** All commands that a plan brings along, each once. */
export const commandsOf = (tasks: readonly PlanTask[]): string[] => [
  ...new Set(tasks.flatMap((task) => [...task.setup, ...task.criteria])),
];

/**
 * A plan's problems and what the run keeps of it. `has`: whether the machine has a program. Pure.
 */
export function judgePlan(
  text: string,
  ledger: Ledger,
  has: HasProgram = () => true,
  reader = (whole: string) => readPlan(whole, toAnswer(ledger).length > 0),
): Checked {
  const size = bytesOf(text);
  if (size > MAX_BYTES) {
    const problems = [`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`];
    return { ...nothing, problems, outcome: "done" };
  }
  const read = reader(text);
  const { tasks, answers } = read;
  const facts: PlanFacts = { plan: sha256(text), parts: partHashes(read), tasks, answers };
  // A character takes up to three bytes.
  const room = Math.floor((MAX_LINE - recordOf(facts)) / 3 / Math.max(1, answers.length)) - 12;
  const reasonOf = ({ reason = "" }: Answer): string =>
    room > 1 ? cut(reason, Math.min(MAX_REASON, room)) : "";
  return {
    ...nothing,
    problems: firstLines(planProblems(read, facts, ledger, has), MAX_PROBLEMS, " problems"),
    commands: commandsOf(tasks),
    facts: { ...facts, answers: answers.map((one) => ({ ...one, reason: reasonOf(one) })) },
    outcome: "done",
  };
}

/** The same with the commands that test the project whole. */
export function withTests(root: string, { commands = [], facts, ...judged }: Checked): Checked {
  const tests = ownTests(root).filter((one) => !commands.includes(one));
  if (tests.length === 0) return { ...judged, commands, facts };
  return { ...judged, commands: [...commands, ...tests], facts: { ...facts, tests } };
}

/** What the form of a plan is made of. */
interface PlanBriefFacts extends Stamped {
  run: Run;
}

/**
 * The section in which the next plan answers objections; empty where there is nothing to answer.
 */
function objectionForm({ run }: PlanBriefFacts): string {
  const ledger = ledgerOf(run);
  const lines = [
    ...toAnswer(ledger).map(
      (one) => `- ${one.id}: <taken — task or section that changed | refused — reason>`,
    ),
    ...ledger.objections
      .filter((one) => one.state === "refused")
      .map((one) => `- ${one.id}: <refused — reason | taken — task or section that changed>`),
  ];
  return lines.length === 0 ? "" : `\n## ${OBJECTIONS}\n${lines.join("\n")}\n`;
}

/**
 * `.task/council/master_plan.md`, written by plan-maker: what is built, in tasks that an executor
 * carries out one by one.
 */
export const kind: ArtifactKind<string, PlanBriefFacts> = document({
  form: (facts) => `# <title>

## Overview
<what is built, for whom, and what is left out>

## Architecture
<parts, data, interfaces, and where they fit into what is there>

## Tasks

### Task 1: <name>
<what to do: an executor sees this task alone>
- **Files**: \`<path>\`, \`<path or glob>\`
- **Depends on**: None.
- **Commands**: None.
- **Success criteria**: \`<command that exits 0 once the task is done>\`

## Security
<…>

## Risks
<…>
${objectionForm(facts)}`,
  rules: (facts) => [
    `The sections ${SECTIONS.join(", ")} are there, each once and with text; headings within one begin with \`###\`, and below Tasks only tasks do.`,
    `One to ${MAX_PLAN_TASKS} tasks, numbered from 1, each with all four fields. Their backticks hold only paths, in Commands and Success criteria only commands, up to ${MAX_COMMANDS} of each, every one within one line and ${MAX_COMMAND} characters.`,
    `\`Files\` are all that the task creates or changes: paths or globs from the project's root, with forward slashes, up to ${MAX_FILES}. Tasks that may change the same file are carried out one after the other.`,
    "`Depends on` is `None.` or tasks as in `Task 1, Task 2`. `Commands` set the task up and are `None.` for most.",
    "Each task has at least one success criterion: a command that the program runs, in a shell where it needs one, and that fails as long as the task is not done; what passes today, such as all tests, may stand beside it. New tests are in a new file where the project allows it: through a changed one a criterion proves nothing. The person is shown every command before the first task.",
    ...given(
      objectionForm(facts) !== "",
      "Objections answers each one that is listed, once: `taken` names a task or section that now differs; `refused` gives the reason, and stays there as the minority report.",
    ),
  ],
  check: (text, { project, run }) =>
    withTests(project.root, judgePlan(text, ledgerOf(run), onPath)),
});
