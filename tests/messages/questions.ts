// The words of every question, with every option, and why a task is left out.
import type { Question, Run } from "../../src/engine/run.ts";
import { questionText } from "../../src/render/questions.ts";
import { viewQuestion } from "../../src/run/questions.ts";
import { moduleOf, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import { QUESTIONS } from "../../src/workflows/words.ts";
import { makeCouncilRun } from "../cli/make-council-run.ts";
import { type MadeRun, STATES } from "../cli/make-run.ts";
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

/** Runs that wait at a question which an agent's result has lines for. */
const WAITING: Record<string, () => Promise<MadeRun>> = {
  "of an agent": STATES["artifact questions open"],
  "of open findings": STATES.escalation,
  "of a provider": STATES["provider failed"],
  "of a council": () => makeCouncilRun({ auto: false }),
};

/** Each of these questions as it is asked in the host, and what is said of it there. */
export async function waiting(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [of, make] of Object.entries(WAITING)) {
    const { project, run, root } = await make();
    for (const question of run.questions) {
      const text = questionText(viewQuestion(project, run, question), "/multi-ai:decide").replaceAll(root, "/p");
      entries.push({ kind: "question", of: `${of} (${question.kind})`, where: "host", text });
    }
  }
  return entries;
}
