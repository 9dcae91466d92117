import { existsSync } from "node:fs";
import { join } from "node:path";
import { acceptedTasks, type Decision, type Run, taskOf } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { readCache } from "../../../store/files/disk.ts";
import { fold } from "../../../text.ts";
import type { Outputs } from "../../contract/contract.ts";
import { page } from "../../kit/artifacts/document.ts";
import { budgetText } from "../../money/budget.ts";
import { areasOf, PRINCIPAL, partNames } from "../areas.ts";
import { type Answer, answerLines } from "../documents/answers.ts";
import { lessonsPage, promote, readLessons } from "../documents/lessons.ts";
import { pullRequestPage } from "../documents/pull-request.ts";
import { reportPage } from "../documents/test-report.ts";
import {
  CONTEXT,
  LESSONS,
  LESSONS_DATA,
  P,
  pullRequestPath,
  RETROSPECTIVE,
  TEST_REPORT,
} from "../paths.ts";
import { featureOf, notesIn, pullRequestOf, testReportOf } from "../record/accepted.ts";
import { teamFacts, timestamp } from "../record/recorded.ts";
import { questionsOf } from "../rules.ts";
import { newestOf, tasksOf } from "../status/standing.ts";
import { labelOf, wordsOf } from "./questions.ts";
import { failingTests } from "./table.ts";
import { diagramText, gateFiles, stagesOf } from "./views.ts";

/**
 * What the program writes below `pipeline/`, from a run's state, what was accepted and what the
 * person decided.
 */
export function outputs(scene: Scene): Outputs {
  const { workflow, run } = scene;
  const { files: lessons, problems } = lessonsFile(scene);
  const report = testReportOf(scene);
  const own: Record<string, string | null> = {
    [CONTEXT]: contextText(run),
    [`${P}/design-review-notes.md`]: designNotes(scene),
    [RETROSPECTIVE]: retrospective(scene),
    [`${P}/budget.md`]: run.settings.budget ? budgetText(workflow, run) : null,
    [`${P}/diagram.md`]: diagramText(stagesOf(scene)),
    // With what fails by the program's own run.
    [TEST_REPORT]: report && reportPage(featureOf(scene), report.tests, failingTests(run)),
  };
  for (const part of [...partNames(run.settings), PRINCIPAL]) {
    const request = pullRequestOf(scene, part);
    if (request) own[pullRequestPath(part)] = pullRequestPage(request);
  }
  const documents = Object.entries(own).flatMap(([path, text]) =>
    text === null ? [] : [{ path, text }],
  );
  return { files: [...gateFiles(run), ...documents, ...lessons], problems };
}

/**
 * Lessons of all runs, with those that this run has promoted once it has; their data says which run
 * was the last to change them, so that none counts twice. What cannot be read is left as it is.
 */
function lessonsFile({ project, run }: Scene): Outputs {
  const task = tasksOf(run, "lessons").findLast(
    (task) => task.status === "done" && task.outcome !== null,
  );
  const known = readLessons(readCache(join(project.root, LESSONS_DATA))?.toString() ?? null);
  if (!task || task.ended_at === null || known.run === run.run) return { files: [], problems: [] };
  const problems = known.problems.map(
    (problem) => `${LESSONS_DATA}: ${problem}; fix it, and the lessons of this run are added`,
  );
  if (known.run === undefined && existsSync(join(project.root, LESSONS)))
    problems.push(`${LESSONS} is none of ours; move it, and the lessons of this run are added`);
  if (problems.length > 0) return { files: [], problems };
  const chosen = teamFacts(task).promoted ?? [];
  const { problems: wrong, lessons } = promote(
    known,
    chosen,
    task.ended_at.slice(0, 10),
    chosen.length,
  );
  const data = JSON.stringify({ run: run.run, lessons }, null, 2);
  const files = [
    { path: LESSONS_DATA, text: `${data}\n` },
    { path: LESSONS, text: lessonsPage({ lessons }) },
  ];
  return { files, problems: wrong };
}

/** `Stage 6 escalation resolved`: a decision's stage, and what it was about. */
function titleOf(run: Run, { kind, task }: Decision): string {
  const [, stage] = /^stage-(\d+)/.exec(taskOf(run, task)?.token ?? "") ?? [];
  const { header } = wordsOf(kind);
  const what = stage === undefined ? header : `Stage ${Number(stage)} ${header.toLowerCase()}`;
  return `${what}${isEscalation(kind) ? " resolved" : ""}`;
}

const isEscalation = (kind: string): boolean => wordsOf(kind).header === "Escalation";

/**
 * What was asked in words of its own, and the answer; a reason says nothing without what was
 * chosen. What was raised at a review stands in its file.
 */
function decisionText({ kind, option, text, asked }: Decision): string {
  const label = labelOf({ kind, option });
  const chosen = option === "answer" || text === null ? (text ?? label) : `${label}: ${text}`;
  return asked === null || isEscalation(kind) ? chosen : `${asked} ${chosen}`;
}

/**
 * Checkpoints that a rule, or `--auto`, has passed: nobody has decided about them. What was passed
 * before a change counts too.
 */
const autoPasses = (run: Run): string[] =>
  run.tasks.flatMap((task) => {
    const checkpoint = /^checkpoint-([abc])$/.exec(task.gate)?.[1] as "a" | "b" | "c" | undefined;
    if (checkpoint === undefined || task.status !== "done" || task.ended_at === null) return [];
    if (run.decisions.some((decision) => decision.task === task.id)) return [];
    const byRule = [...run.unasked, ...run.assumptions].some((text) =>
      text.startsWith(`${task.gate}: passed without asking`),
    );
    const rule = (byRule && run.settings.checkpoints?.[checkpoint]?.auto_pass_when) || "--auto";
    return `${timestamp(task.ended_at)} — CHECKPOINT-AUTO-PASS: ${checkpoint} (${rule})`;
  });

/**
 * `pipeline/context.md`: each question to pm with its answer, what the person decided, and which
 * checkpoints passed by a rule; none of them takes more than its line.
 */
export function contextText(run: Run): string {
  const questions = questionsOf(run).map(({ text, answer }) => {
    const line = `QUESTION: ${fold(text)} @PM`;
    return answer === null ? line : `${line}\nPM-ANSWER: ${fold(answer)}`;
  });
  const decided = run.decisions.map(
    (decision) =>
      `${timestamp(decision.at)} — ${titleOf(run, decision)}: ${fold(decisionText(decision))}`,
  );
  const passed = autoPasses(run);
  return page(["# Context", ...questions].join("\n\n"), {
    ...(decided.length > 0 && { "User Decisions": decided.join("\n\n") }),
    ...(passed.length > 0 && { Checkpoints: passed.join("\n\n") }),
  });
}

/** One file of a list from each of several; null without any. */
const assembled = (title: string, parts: (readonly [heading: string, list?: string[]])[]) => {
  const there = parts.flatMap(([heading, list]) => (list ? [[heading, list] as const] : []));
  return there.length === 0 ? null : page(`# ${title}`, Object.fromEntries(there));
};

/** `pipeline/design-review-notes.md`: areas in the order of the settings, then principal. */
function designNotes({ project, run }: Scene): string | null {
  const notes = Object.keys(areasOf(run.settings)).map((area) => {
    const task = newestOf(run, `notes:${area}`);
    return [`dev-${area} notes`, task && notesIn(project, task)] as const;
  });
  const answers = acceptedTasks(run).flatMap(({ schema, artifact }) =>
    schema === "stage-02"
      ? (accepted<{ answers?: Answer[] }>(project, artifact)?.answers ?? [])
      : [],
  );
  return assembled("Design Review Notes", [
    ...notes,
    ["principal notes", answers.length > 0 ? answerLines(answers) : undefined],
  ]);
}

/** `pipeline/retrospective.md`, in the order of the roles. */
function retrospective({ project, run }: Scene): string | null {
  const gates = [...new Set(tasksOf(run, "retro").map((task) => task.gate))];
  const parts = gates.map((gate) => {
    const sha = newestOf(run, gate)?.artifact ?? null;
    return [
      gate.slice("retro:".length),
      accepted<{ points: string[] }>(project, sha)?.points,
    ] as const;
  });
  return assembled("Retrospective", parts);
}
