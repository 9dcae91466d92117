import { join } from "node:path";
import { assembled } from "../documents/design-notes.ts";
import { parseLessons, printLessons, promote, retire } from "../documents/lessons.ts";
import { contextText } from "../documents/questions.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { tasksOf } from "../standing.ts";
import { budgetText } from "../words/budget.ts";
import { diagramText } from "../words/diagram.ts";
import { contextOf, type DocumentPart, notesParts, retroParts, scopeText } from "./documents.ts";
import { gateFiles } from "./write.ts";
import type { Value } from "./gate-values.ts";
import { teamView } from "../words/status.ts";
import { readCache } from "../../../store/disk.ts";
import { featureOf } from "../feature.ts";
import type { Kept, KeptFile } from "../../../run/keep.ts";
import { getObject } from "../../../store/objects.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, handedText } from "../../../record/accepted.ts";

/** What the program writes below `pipeline/`, from a run's state and its accepted artifacts. */

const LESSONS = "pipeline/lessons-learned.md";
/** Later runs without use after which a lesson goes, unless the settings say otherwise. */
const RETIRE_AFTER = 10;

/** Everything that belongs there now. */
export function pipelineFiles(project: Project, run: Run): Kept {
  const read = (task: Task): Value | null => jsonOf(project, task);
  const gates: KeptFile[] = gateFiles(run, read).map((file) => ({
    ...file,
    ofRole: run.tasks.some((task) => task.writes === file.path && task.dispatches > 0),
  }));
  const { files: lessons, problems } = lessonsFile(project, run, read);
  const view = teamView(run, { feature: featureOf(project, run), next: "" });
  const own: [path: string, text: string | null][] = [
    ["pipeline/context.md", contextText(contextOf(run))],
    ["pipeline/design-review-notes.md", together(project, run, "Design Review Notes", notesParts(run))],
    ["pipeline/retrospective.md", together(project, run, "Retrospective", retroParts(run))],
    ["pipeline/budget.md", run.settings.budget?.enabled === true ? budgetText(run) : null],
    ["pipeline/diagram.md", diagramText(view)],
  ];
  const documents = own.flatMap(([path, text]) => (text === null ? [] : [{ path, text, ofRole: false }]));
  return { files: [...gates, ...documents, ...lessons], problems };
}

/** An accepted artifact as an object; null when it is markdown, or its copy is gone. */
function jsonOf(project: Project, task: Task): Value | null {
  try {
    const value = accepted<unknown>(project, task.artifact);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Value) : null;
  } catch {
    return null;
  }
}

const decoded = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

/** A file made of several roles' parts; null without any. */
function together(project: Project, run: Run, title: string, parts: DocumentPart[]): string | null {
  const texts = parts.flatMap((part) => {
    const text = textOf(project, run, part);
    return text === null ? [] : [{ heading: part.heading, text }];
  });
  return texts.length === 0 ? null : assembled(title, texts);
}

function textOf(project: Project, run: Run, { task, path }: DocumentPart): string | null {
  if (task === null) return handedText(project, run, path);
  if (task.schema !== "scope-review") return decoded(getObject(project.task, task.artifact ?? ""));
  const value = jsonOf(project, task);
  return value === null ? null : scopeText(value);
}

/**
 * Lessons of all runs, with those that this run has promoted once it has; the file itself says which run was the last to
 * change it, so that none counts twice. What cannot be read is left as it is.
 */
function lessonsFile(project: Project, run: Run, read: (task: Task) => Value | null): Kept {
  const none = { files: [], problems: [] };
  const task = tasksOf(run, "lessons").findLast((one) => one.status === "done" && one.outcome !== null);
  if (!task || task.ended_at === null) return none;
  const known = parseLessons(decoded(readCache(join(project.root, LESSONS))));
  if (known.run === run.run) return none;
  if (known.problems.length > 0)
    return {
      files: [],
      problems: known.problems.map((one) => `${LESSONS}: ${one}; mend the line, and the lessons of this run are added`),
    };
  const value = read(task)?.lessons_promoted;
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  const { promote: most = chosen.length, retire_after = RETIRE_AFTER } = run.settings.team?.lessons ?? {};
  const next = promote(known, chosen, task.ended_at.slice(0, 10), most);
  const text = printLessons({ ...retire(next, retire_after), run: run.run });
  return { files: [{ path: LESSONS, text, ofRole: true }], problems: next.problems };
}
