import type { UserStory } from "../artifacts/user-story.ts";
import { CEILING, spentOn } from "../engine/bounds.ts";
import { questionsToAsk } from "../engine/directive.ts";
import { openFindings, type Question, type Run, taskOf } from "../engine/run.ts";
import { costText, spentText } from "../render/cost.ts";
import { type QuestionFacts, type ShownQuestion, shownQuestion } from "../render/questions.ts";
import type { Project } from "./project.ts";
import { accepted, findingTexts } from "./run-facts.ts";

function storyLines(story: UserStory | null): string[] {
  if (story === null) return [];
  const list = (name: string, items: string[]): string[] =>
    items.length === 0 ? [] : [`${name}: ${items.join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map((one) => `${one.id} ${one.text}`),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions),
    ...list("Tests", story.test_commands),
  ];
}

/** What the tasks took, the dearest first. */
const spentLines = (run: Run): string[] =>
  run.tasks
    .map((task) => ({ task, spent: spentOn(task) }))
    .filter(({ spent }) => spent.tokens > 0)
    .sort((a, b) => b.spent.tokens - a.spent.tokens)
    .map(({ task, spent }) => `${task.id} ${task.subject}: ${spentText(spent)}`);

/** The lines that say what a question decides; read from what was accepted, not from files that may have changed. */
function factsOf(project: Project, run: Run, question: Question): QuestionFacts {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  if (question.request) return { lines: [`New: ${question.request.text}`, `Now: ${run.request.text}`], file: null };
  if (!task) return { lines: question.kind === CEILING.ask ? spentLines(run) : [], file: null };
  switch (question.kind) {
    case "story":
      return {
        lines: [
          ...storyLines(accepted<UserStory>(project, task.artifact)),
          costText(run.workflow, run.entry, run.settings),
        ],
        file: task.writes,
      };
    case "escalation":
    case "plan-rejected":
      return {
        lines: findingTexts(project, run, task.gate).map(
          ({ severity, finding }) => `${finding.id} (${severity}) ${finding.problem}`,
        ),
        file: task.writes,
      };
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
export const showQuestion = (project: Project, run: Run, question: Question): ShownQuestion =>
  shownQuestion(run, question, factsOf(project, run, question));

/** The questions of the next dialog as they are shown. */
export const showQuestions = (project: Project, run: Run): ShownQuestion[] =>
  questionsToAsk(run).map((question) => showQuestion(project, run, question));
