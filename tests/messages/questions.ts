// The words of every question, with every option, and why a task is left out.
import type { Question, Run } from "../../src/engine/run.ts";
import { moduleOf, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import { QUESTIONS } from "../../src/workflows/words.ts";
import type { MadeRun } from "../cli/make-run.ts";
import type { Entry } from "./entry.ts";

/** A question of this kind about the first task. */
const asked = (kind: string, options: string[], more: Partial<Question> = {}): Question =>
  ({
    id: "Q1",
    kind,
    task: "T1",
    options,
    text: null,
    labels: [],
    commands: [],
    request: null,
    start: null,
    edit: { path: ".task/plan-refined.json", sha: "", problems: [], task: "T1" },
    why: [],
    wants_reason: null,
    proposed: null,
    ...more,
  }) as unknown as Question;

/** The words of every question, with every option. A title that is the agent's own has none here. */
export function questions({ run }: MadeRun): Entry[] {
  return WORKFLOW_NAMES.flatMap((name) => {
    const { workflow, questions: own } = moduleOf(name);
    const entry = Object.keys(workflow.entries)[0]!;
    const options = { phase: "2", track: "full", plan: "02-01" };
    const gate = workflow.entries[entry]!.gates[0]!.key;
    const tasks = run.tasks.map((task) => (task.id === "T1" ? { ...task, gate } : task));
    const scene = { workflow, run: { ...run, workflow: name, entry, options, tasks } as Run };
    const all = name === WORKFLOW_NAMES[0] ? { ...QUESTIONS, ...own } : own;
    return Object.entries(all).flatMap(([kind, words]): Entry[] => {
      const of = `${name} ${kind}`;
      const title = words.title(scene, asked(kind, Object.keys(words.options)));
      return [
        { kind: "header", of, where: "both", text: words.header },
        ...(title === "" ? [] : [{ kind: "title", of, where: "both", text: title } as const]),
        ...Object.entries(words.options).flatMap(([key, { label, description }]): Entry[] => [
          { kind: "label", of: `${of} ${key}`, where: "both", text: label },
          { kind: "option", of: `${of} ${key}`, where: "both", text: description },
        ]),
      ];
    });
  });
}

export const skipReasons = (): Entry[] =>
  WORKFLOW_NAMES.flatMap((name) =>
    Object.entries(moduleOf(name).skipReasons ?? {})
      .filter(([, text]) => text !== "")
      .map(([rule, text]): Entry => ({ kind: "skip reason", of: `${name} ${rule}`, where: "both", text })),
  );
