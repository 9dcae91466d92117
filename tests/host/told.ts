// What the agents of a run were told, and the states that its journal went through.

import type { Recorded } from "../../src/engine/events.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Run } from "../../src/engine/run.ts";
import { phaseOf } from "../../src/render/phase.ts";
import { multiAi } from "../../src/workflows/multi-ai/workflow.ts";
import type { Model } from "../harness/model.ts";
import { type Brief, readBrief } from "../harness/team.ts";

/** The briefs that agents have got, in order, each once. */
export function briefs(model: Model): Brief[] {
  const seen = new Map<string, Brief>();
  for (const { thread, turn } of model.requests) {
    const brief = thread === "agent" && turn ? readBrief(turn.firstUser) : null;
    if (brief && !seen.has(brief.nonce)) seen.set(brief.nonce, brief);
  }
  return [...seen.values()];
}

/** The text of the newest brief of a task. @throws when no agent got one */
export function briefOf(model: Model, task: string): string {
  const found = briefs(model).findLast((brief) => brief.task === task);
  if (!found) throw new Error(`no agent got a brief for ${task}`);
  return found.text;
}

/** One section of a brief, without its title; empty when the brief does not have it. */
export function sectionOf(brief: string, title: string): string {
  const start = brief.indexOf(`## ${title}\n`);
  if (start < 0) return "";
  const rest = brief.slice(start + title.length + 4);
  const end = rest.search(/\n\n## |\n\nWhen the file is written/);
  return end < 0 ? rest : rest.slice(0, end);
}

/** Everything that agents of a task were told by hooks and tools while they worked, as one text. */
export const toldTo = (model: Model, task: string): string =>
  model.requests
    .filter(
      ({ thread, turn }) => thread === "agent" && turn && readBrief(turn.firstUser)?.task === task,
    )
    .map((request) => request.text)
    .join("\n");

/** The whole prompts that Codex got, in order. */
export const codexPrompts = (model: Model): string[] =>
  model.requests.filter((request) => request.thread === "codex").map((request) => request.text);

/** The run after each batch of its journal. */
export function runsOf(events: Recorded[]): Run[] {
  const runs: Run[] = [];
  let batch: Recorded[] = [];
  for (const event of events) {
    batch.push(event);
    if (event.batch && event.batch[0] < event.batch[1]) continue;
    runs.push(evolve(runs.at(-1) ?? null, batch)!);
    batch = [];
  }
  return runs;
}

/** The phases that a run went through, each change of phase once. */
export function phases(events: Recorded[]): string[] {
  const all = runsOf(events).map((run) => phaseOf(run, multiAi));
  return all.filter((phase, index) => phase !== all[index - 1]);
}
