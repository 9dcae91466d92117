// Runs of the team workflow in the real host: who answers what, and what is left behind.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { walkthrough } from "../harness/walkthrough.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { type Played, play, type Scenario } from "./scenario.ts";

/** A file of a project, as text. */
export const read = (project: string, path: string): string =>
  readFileSync(join(project, path), "utf8");

/** A gate as it stands. */
export const gateFile = (project: string, name: string): Record<string, unknown> =>
  JSON.parse(read(project, `pipeline/gates/${name}.json`));

/** What the person of the walkthrough answers, by the kind of question. */
export const ANSWERS: Record<string, (labels: string[]) => [option: string, text: string | null]> =
  {
    "checkpoint-a": () => ["proceed", null],
    "checkpoint-b": () => ["proceed", null],
    "peer-escalation": (labels) => ["answer", labels[0]!],
    "checkpoint-c": () => ["deploy", null],
  };

/**
 * Plays the walkthrough to its end, with its person's answers; `asked`: the kinds of question, in
 * order.
 */
export async function playWalkthrough(
  scenario: Scenario & { project: string },
): Promise<{ played: Played; asked: string[] }> {
  const whole = { worker: walkthrough, limitMs: 120_000, ...scenario };
  let played = await play({
    ...whole,
    prompt: "/multi-ai:team --track full Add password reset via email",
  });
  const asked: string[] = [];
  for (
    let [open] = openQuestions(scenario.project);
    open;
    [open] = openQuestions(scenario.project)
  ) {
    asked.push(open.kind);
    const [option, text] = ANSWERS[open.kind]!(open.labels);
    answer(scenario.project, option, text);
    played = await goOn(whole, played);
  }
  return { played, asked };
}
