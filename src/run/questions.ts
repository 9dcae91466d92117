import { CEILING, spentOn } from "../engine/bounds.ts";
import { questionsToAsk } from "../engine/directive.ts";
import type { TestRecord } from "../engine/events.ts";
import { gateOf } from "../engine/gates.ts";
import { openFindings, type Question, type Run, taskOf, undecidedCommands } from "../engine/run.ts";
import { needsShell } from "../process/run.ts";
import type { Project } from "../project/project.ts";
import { accepted, findingTexts } from "../record/accepted.ts";
import { wordsOf } from "../record/findings.ts";
import { costText, spentText } from "../render/cost.ts";
import { type QuestionFacts, type QuestionView, shownQuestion } from "../render/questions.ts";
import { endOf } from "../render/tests.ts";
import { startLine, workflowOf } from "../workflows/index.ts";
import type { UserStory } from "../workflows/multi-ai/user-story.ts";
import { teamQuestionFacts } from "../workflows/team/words/questions.ts";

/** Commands that a person approves by going on; one that needs a shell is told apart. */
const commandLines = (commands: string[]): string[] =>
  commands.map((text) => `${needsShell(text) ? "Tests, in a shell" : "Tests"}: ${text}`);

/** What the commands of a record came to. */
function recordLines(record: TestRecord | null): string[] {
  const red = (record?.commands ?? []).filter((one) => one.state !== "passed");
  return red.flatMap((one) => [`${one.command}: ${endOf(one)}`, ...one.new_failures, ...one.lines.slice(-3)]);
}

function storyLines(story: UserStory | null): string[] {
  if (story === null) return [];
  const list = (name: string, items: string[]): string[] =>
    items.length === 0 ? [] : [`${name}: ${items.join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map((one) => `${one.id} ${one.text}`),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions),
    ...commandLines(story.test_commands),
  ];
}

/** What the tasks took, the dearest first. */
const spentLines = (run: Run): string[] =>
  run.tasks
    .map((task) => ({ task, spent: spentOn(task) }))
    .filter(({ spent }) => spent.tokens > 0)
    .sort((a, b) => b.spent.tokens - a.spent.tokens)
    .map(({ task, spent }) => `${task.id} ${task.subject}: ${spentText(spent)}`);

const inSides = ({ why }: Question, id: string): boolean =>
  why.some((one) => one.against !== undefined && one.findings.includes(id));

/** A line for each finding of a contradiction: the other side's, and what is asked now. */
function bothSides(project: Project, run: Run, { why, task }: Question): string[] {
  const own = task === null ? undefined : taskOf(run, task)?.gate;
  const said = (gate: string | undefined, id: string, now: string): string[] => {
    const finding = run.findings.find((one) => one.gate === gate && one.id === id);
    const words = finding ? wordsOf(project, run, finding) : null;
    const title = gate ? gateOf(workflowOf(run.workflow), run, gate).title : "";
    return words ? [`${title} ${now} ${id}: ${words.fix} (${words.problem})`] : [];
  };
  return why.flatMap(({ against = [], findings, reason }) =>
    reason !== "contradiction"
      ? []
      : [
          ...against.flatMap(({ gate, finding }) => said(gate, finding, "got")),
          ...findings.flatMap((id) => said(own, id, "wants")),
        ],
  );
}

/** A new request; with its command where it is another one than the run's, or says how to start. */
function asStarted(run: Run, { request, start }: Question): string {
  const plain = start === null || (start.workflow === run.workflow && Object.keys(start.options).length === 0);
  return plain ? request!.text : startLine(start, request!.text);
}

/** The lines that say what a question decides; read from what was accepted, not from files that may have changed. */
function factsOf(project: Project, run: Run, question: Question): QuestionFacts {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  if (question.request) return { lines: [`New: ${asStarted(run, question)}`, `Now: ${run.request.text}`], file: null };
  if (!task) return { lines: question.kind === CEILING.ask ? spentLines(run) : [], file: null };
  const own = teamQuestionFacts(project, run, question, task);
  if (own !== null) return own;
  switch (question.kind) {
    case "story":
      return {
        lines: [...storyLines(accepted<UserStory>(project, task.artifact)), costText(run.workflow, run)],
        file: task.writes,
      };
    case "escalation":
    case "plan-rejected":
      return {
        lines: [
          ...bothSides(project, run, question),
          ...findingTexts(project, run, task.gate)
            .filter(({ finding }) => !inSides(question, finding.id))
            .map(({ severity, finding }) => `${finding.id} (${severity}) ${finding.problem}`),
        ],
        file: task.writes,
      };
    case "plan-tests":
      return { lines: commandLines(undecidedCommands(run, task)), file: task.writes };
    case "tests-limit":
    case "tests-cannot-run":
      return { lines: recordLines(accepted<TestRecord>(project, task.artifact)), file: task.writes };
    case "no-tests":
      return { lines: [], file: null };
    case "provider-failed":
      return { lines: task.failure ? [task.failure.message] : [], file: null };
    case "partial":
    case "failed": {
      const reason = accepted<{ reason?: string }>(project, task.artifact)?.reason;
      return { lines: reason ? [reason] : [], file: task.writes };
    }
    case "bounded":
    case "stuck":
    case "stale":
      return {
        lines: (task.note || `${openFindings(run, task.gate).length} findings are open`).split("\n"),
        file: task.writes,
      };
    default:
      return { lines: [], file: question.text === null ? task.writes : null };
  }
}

/** One question as it is shown. */
export const viewQuestion = (project: Project, run: Run, question: Question): QuestionView =>
  shownQuestion(run, question, factsOf(project, run, question));

/** The questions of the next dialog as they are shown. */
export const viewQuestions = (project: Project, run: Run): QuestionView[] =>
  questionsToAsk(run).map((question) => viewQuestion(project, run, question));
