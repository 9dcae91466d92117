import { join } from "node:path";
import { type Decision, type Run, taskOf } from "../../../engine/run.ts";
import { accepted, handedText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { readCache } from "../../../store/disk.ts";
import type { Outputs } from "../../contract/contract.ts";
import { budgetText } from "../../money/budget.ts";
import { featureOf, notesIn, pullRequestOf, testReportOf } from "../accepted.ts";
import { areasOf, PRINCIPAL, partNames } from "../areas.ts";
import { type Context, contextText } from "../documents/context.ts";
import { parseLessons, printLessons, promote } from "../documents/lessons.ts";
import { listed } from "../documents/page.ts";
import { pullRequestPage } from "../documents/pull-request.ts";
import { reportPage } from "../documents/test-report.ts";
import {
  ANSWERS,
  CONTEXT,
  LESSONS,
  P,
  pullRequestPath,
  RETROSPECTIVE,
  TEST_REPORT,
} from "../paths.ts";
import { timestamp } from "../recorded.ts";
import { questionsOf } from "../rules.ts";
import { newestOf, tasksOf } from "../standing.ts";
import { labelOf, wordsOf } from "../words/questions.ts";
import { diagramText, stagesOf } from "../words/status.ts";
import { failingTests, gateFiles, type Value } from "./gate-files.ts";

/**
 * What the program writes below `pipeline/`, from a run's state, what was accepted and what the
 * person decided.
 */
export function outputs(scene: Scene): Outputs {
  const { project, workflow, run } = scene;
  const gates = gateFiles(run, (task) => accepted<Value>(project, task.artifact));
  const { files: lessons, problems } = lessonsFile(scene);
  const own: Record<string, string | null> = {
    [CONTEXT]: contextText(questionsContext(run)),
    [`${P}/design-review-notes.md`]: designNotes(scene),
    [RETROSPECTIVE]: retrospective(scene),
    [`${P}/budget.md`]: run.settings.budget ? budgetText(workflow, run) : null,
    [`${P}/diagram.md`]: diagramText(stagesOf(scene)),
    [TEST_REPORT]: testReport(scene),
  };
  for (const part of [...partNames(run.settings), PRINCIPAL]) {
    const request = pullRequestOf(scene, part);
    if (request) own[pullRequestPath(part)] = pullRequestPage(request);
  }
  const documents = Object.entries(own).flatMap(([path, text]) =>
    text === null ? [] : [{ path, text }],
  );
  return { files: [...gates, ...documents, ...lessons], problems };
}

/**
 * Lessons of all runs, with those that this run has promoted once it has; the file itself says
 * which run was the last to change it, so that none counts twice. What cannot be read is left as it
 * is.
 */
function lessonsFile({ project, run }: Scene): Outputs {
  const task = tasksOf(run, "lessons").findLast(
    (task) => task.status === "done" && task.outcome !== null,
  );
  const known = parseLessons(readCache(join(project.root, LESSONS))?.toString() ?? null);
  if (!task || task.ended_at === null || known.run === run.run) return { files: [], problems: [] };
  const problems = known.problems.map(
    (problem) => `${LESSONS}: ${problem}; fix the line, and the lessons of this run are added`,
  );
  if (problems.length > 0) return { files: [], problems };
  const chosen =
    accepted<{ lessons_promoted: string[] }>(project, task.artifact)?.lessons_promoted ?? [];
  const next = promote(known, chosen, task.ended_at.slice(0, 10), chosen.length);
  const file = { path: LESSONS, text: printLessons({ ...next, run: run.run }) };
  return { files: [file], problems: next.problems };
}

/** `pipeline/test-report.md`, with what fails by the program's own run. */
function testReport(scene: Scene): string | null {
  const report = testReportOf(scene);
  if (report === null) return null;
  return reportPage(featureOf(scene), report.tests, failingTests(scene.run, report.task));
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
  return asked === null || isEscalation(kind) ? chosen : `${asked}\n${chosen}`;
}

/** What goes into `pipeline/context.md`. */
export const questionsContext = (run: Run): Context => ({
  questions: questionsOf(run),
  decisions: run.decisions.map((decision) => ({
    at: timestamp(decision.at),
    title: titleOf(run, decision),
    text: decisionText(decision),
  })),
  autoPasses: autoPasses(run),
});

/**
 * Checkpoints that a rule, or `--auto`, has passed: nobody has decided about them. What was passed
 * before a change counts too.
 */
export function autoPasses(run: Run) {
  return run.tasks.flatMap((task) => {
    const checkpoint = /^checkpoint-([abc])$/.exec(task.gate)?.[1] as "a" | "b" | "c" | undefined;
    if (checkpoint === undefined || task.status !== "done" || task.ended_at === null) return [];
    if (run.decisions.some((decision) => decision.task === task.id)) return [];
    const byRule = [...run.unasked, ...run.assumptions].some((text) =>
      text.startsWith(`${task.gate}: passed without asking`),
    );
    const rule =
      (byRule ? run.settings.checkpoints?.[checkpoint]?.auto_pass_when : null) ?? "--auto";
    return [{ at: timestamp(task.ended_at), checkpoint, rule }];
  });
}

/** One file of a list from each of several; null without any. */
const assembled = (title: string, parts: (readonly [heading: string, list: string | null])[]) => {
  const there = parts.flatMap(([heading, list]) =>
    list === null ? [] : `## ${heading}\n\n${list.trim()}`,
  );
  return there.length === 0 ? null : `${[`# ${title}`, ...there].join("\n\n")}\n`;
};

/** `pipeline/design-review-notes.md`: areas in the order of the settings, then principal. */
function designNotes({ project, run }: Scene): string | null {
  const notes = Object.keys(areasOf(run.settings)).map((area) => {
    const task = newestOf(run, `notes:${area}`);
    return [`dev-${area} notes`, task ? listed(notesIn(project, task)) : null] as const;
  });
  // Its heading is that of the whole file.
  const answers = handedText(project, run, ANSWERS)?.replace(/^#.*/, "") ?? null;
  return assembled("Design Review Notes", [...notes, ["principal notes", answers]]);
}

/** `pipeline/retrospective.md`, in the order of the roles. */
function retrospective({ project, run }: Scene): string | null {
  const gates = [...new Set(tasksOf(run, "retro").map((task) => task.gate))];
  const parts = gates.map((gate) => {
    const sha = newestOf(run, gate)?.artifact ?? null;
    const points = accepted<{ points: string[] }>(project, sha)?.points;
    return [gate.slice("retro:".length), points ? listed(points) : null] as const;
  });
  return assembled("Retrospective", parts);
}
