// Answers and ends of checks that only the journal and its copy know, where nobody looks at what the host has written.
import { afterEach, expect } from "bun:test";
import { cleanup, makeProject, tempDir } from "../../../harness/project.ts";
import { ofType, type Played } from "../../scenario.ts";
import { worked } from "../cheats.ts";
import { ANSWERS, answering, endingCodex, endingTests, withoutNote } from "../forged-tries.ts";
import { accepted, slowly, without } from "./play.ts";

afterEach(cleanup);

const HOST = "what the host knows nothing of holds the run";

function completed({ state, events }: Played): void {
  expect(state).toMatchObject({ status: "complete" });
  expect(ofType(events, "noticed")).toEqual([]);
}

for (const cheat of ANSWERS)
  slowly(`without what the host has written: ${cheat}`, async () => {
    const [project, home] = [makeProject(), tempDir()];
    const main = answering(project, home, cheat);
    const played = await without(HOST, { project, home, main, prompt: "/multi-ai Say goodbye by name" });
    completed(played);
    expect(ofType(played.events, "answered").length).toBeGreaterThan(1);
    worked(HOST, "complete, and every question was answered in the person's name", cheat);
  });

for (const [cheat, task, how] of [
  ["end of a check, killed", "T5", "SIGKILL"],
  ["end of a check, stopped", "T5", "SIGSTOP"],
  ["end of the last check", "T9", "SIGKILL"],
] as const)
  slowly(`without it: ${cheat}`, async () => {
    const project = makeProject();
    const played = await without(HOST, { project, codex: endingCodex(project, task, how) });
    completed(played);
    expect(accepted(played)).toContain(`${task} approved`);
    expect(played.run.stdout).not.toContain("knows nothing of this");
    worked(HOST, "an objection counts as an approval, and nobody hears of it", cheat);
  });

slowly("without it: tests", async () => {
  const project = makeProject();
  const { worker, stop } = endingTests(project);
  const played = await without(HOST, { project, worker });
  stop();
  completed(played);
  expect(accepted(played)).toContain("T11 pass");
  worked(HOST, "complete with red tests", "end of tests");
});

slowly("without it: the note of who carries the run on", async () => {
  const [project, home] = [makeProject(), tempDir()];
  const played = await without(HOST, { project, home, worker: withoutNote(project, home) });
  completed(played);
  worked(HOST, "complete by reviews that never took place", "note of the owner removed");
});
