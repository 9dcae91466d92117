/**
 * Writes the journals that the engine alone can make: `bun tests/replay/record.ts`. A changed one
 * is a breaking change.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projections } from "../../src/run/journal/projections.ts";
import { compose, type EventBody, type Position, START } from "../../src/store/journal.ts";
import {
  answered,
  checkFails,
  command,
  dispatched,
  ENTRY,
  ends,
  endsInvalid,
  given,
  isLost,
  passes,
  request,
  type Step,
  started,
  until,
} from "../workflows/multi-ai/given.ts";

const folder = join(import.meta.dir, "..", "fixtures", "journals");
const question = { question: "Which greeting?", options: ["Hello", "Hi"] };
const finding = { id: "F1", severity: "major" as const, outside: false };

const RUNS: Record<string, Step[]> = {
  "engine-every-turn": [
    started(),
    command({ do: "deliver", directive: "dispatch:T1.1", session: "s1", reminder: false }),
    ends("T1", "questions", {
      questions: [question, { question: "Tests?", options: ["yes", "no"] }],
    }),
    answered("answer", "Hello"),
    answered("answer", "yes"),
    ends("T1", "done"),
    answered("correct"),
    answered(null, "Greet politely"),
    passes("T1"),
    endsInvalid("T2"),
    command({ do: "host_task", task: "T1", hostTask: "1" }),
    command({ do: "host_task", task: "T2", hostTask: "2" }),
    command({ do: "host_blocked", task: "T2", by: ["T1"] }),
    command({ do: "host_completed", task: "T1" }),
    passes("T2"),
    dispatched("T3"),
    command({ do: "bind", task: "T3", call: "call-T3.1", agent: "a1" }),
    ends("T3", "needs_changes", { findings: [finding] }),
    passes("T10"),
    ends("T11", "approved", { prior: [{ id: "F1", state: "fixed" }] }),
    isLost("T4"),
    command({ do: "gone", call: "call-T4.1" }),
    dispatched("T4"),
    command({ do: "attach", session: "s2", host: { pid: 7, start: "7" }, force: false }),
    passes("T4"),
    checkFails("T5"),
    answered("substitute"),
    ends("T5", "rejected"),
    answered("overrule"),
    answered(null, "The plan is what was asked for"),
    command({ do: "change", request: request("Add a greeting and a farewell") }),
    answered("planning"),
    until("Implementation v2"),
    ends("Implementation v2", "partial_reason", { reason: "no key" }),
    answered("accept", "enough"),
    until("Code Review - Opus v2"),
    ends("Code Review - Opus v2", "rejected", { findings: [{ ...finding, severity: "blocker" }] }),
    command({ do: "second_request", start: ENTRY, request: request("Something else") }),
    answered("leave"),
    until("Code Review - Sonnet v3"),
    ends("Code Review - Sonnet v3", "approved", { subject: "edited" }),
    until(),
    command({ do: "deliver", directive: "done", session: "s2", reminder: false }),
    command({ do: "release" }),
  ],
  "engine-auto-stopped": [
    started({ auto: true }),
    ends("T1", "questions", { questions: [question], assumptions: ["English only"] }),
    until("T6"),
    ends("T6", "failed", { reason: "no compiler" }),
    answered("stop"),
  ],
};

for (const [name, steps] of Object.entries(RUNS)) {
  const { batches, run } = given(...steps);
  let position: Position = START;
  let text = "";
  for (const batch of batches) {
    const bodies = batch.map(({ seq: _seq, at: _at, prev: _prev, ...body }) => body as EventBody);
    const { at } = batch[0]!;
    const lines = compose(bodies, position, at);
    text += lines.text;
    position = { ...position, head: lines.last, seq: position.seq + bodies.length, at };
  }
  writeFileSync(join(folder, `${name}.jsonl`), text);
  const files = projections(run, "/home/user/project");
  writeFileSync(join(folder, `${name}.state.json`), files["state.json"]!);
  writeFileSync(join(folder, `${name}.tasks.json`), files["pipeline-tasks.json"]!);
}
