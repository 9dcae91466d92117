// Brings a real project through a run of the council whose seats are external models at a price,
// without a host: agents are scripted, models are asked at a loopback address, checks are run.

import type { Question, Run, Task } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { externalTask } from "../../../src/run/external/external-task.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { startRun } from "../../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { honestCouncil, REQUEST } from "../../harness/council.ts";
import { startedHere } from "../../harness/known.ts";
import {
  type ModelAnswer,
  type ModelAsked,
  type ModelServer,
  modelServer,
} from "../../harness/model-server.ts";
import { makeProject, onCleanup } from "../../harness/project.ts";
import { artifactText, type Brief, type Work } from "../../harness/team.ts";
import { carryOut, dispatchTask, drive, type MadeRun, SESSION } from "./make-run.ts";

export interface PricedCouncilOptions {
  settings?: Partial<Settings>;
  /**
   * Null: the question stays open, and that is where it ends. `calls`: requests that the server has
   * had.
   */
  answer?: (question: Question, calls: number) => { option: string; text: string | null } | null;
  /** Answers in the place of the honest agent, host's or not. */
  worker?: (brief: Brief, task: Task) => Work["artifact"] | undefined;
  /** What an external model answers besides, such as its usage. */
  answers?: (asked: ModelAsked, right: string) => ModelAnswer;
  /** Stops before the next task. */
  until?: (run: Run) => boolean;
}

/** A role's setting that has an external model of its own name: by it the server knows who asks. */
export const ownModel = (role: string) => `deepseek/${role}-model`;

/**
 * Carries a council on until it is over, nobody answers a question, or `until` says so. Ready tasks
 * go side by side.
 */
export async function makePricedCouncil({
  settings = {},
  answer = () => null,
  worker = () => undefined,
  answers = (_asked, right) => ({ text: right }),
  until,
}: PricedCouncilOptions): Promise<MadeRun & { server: ModelServer }> {
  const root = makeProject();
  const project = findProject(root);
  /** By role: what an honest model of it would answer now. */
  const right = new Map<string, string>();
  const server = modelServer((asked) =>
    answers(asked, right.get(asked.model.replace(/-model$/, "")) ?? ""),
  );
  const before = process.env.DEEPSEEK_API_KEY;
  process.env.DEEPSEEK_API_KEY = server.keys().DEEPSEEK_API_KEY;
  onCleanup(() => {
    if (before === undefined) delete process.env.DEEPSEEK_API_KEY;
    else process.env.DEEPSEEK_API_KEY = before;
  });
  startRun(project, {
    workflow: "council",
    request: REQUEST,
    auto: false,
    settings: { ...DEFAULT_SETTINGS, providers: server.providers(), ...settings },
    session: SESSION,
    host: null,
    note: (of, run) => startedHere(of, run),
  });
  const honest = honestCouncil();
  const workOf =
    (task: Task) =>
    (brief: Brief): Work => {
      const artifact = worker(brief, task);
      return artifact === undefined ? (honest(brief, {} as never) as Work) : { artifact };
    };
  const made = await drive(project, {
    carry: async (_, tasks) => {
      const external = tasks.filter((task) => task.who.provider !== undefined);
      // All begin before any is answered.
      const begun: [id: string, nonce: string][] = [];
      for (const task of external) {
        const brief = await dispatchTask(project, readRun(project)!, task);
        right.set(task.who.role!, artifactText(brief, workOf(task)(brief)));
        begun.push([task.id, brief.nonce]);
      }
      await Promise.all(begun.map(([id, nonce]) => externalTask(project, id, nonce)));
      for (const task of tasks)
        if (!external.includes(task))
          await carryOut(project, readRun(project)!, task, workOf(task));
    },
    answer: (question) => answer(question, server.log.length),
    until,
  });
  return { ...made, server };
}
