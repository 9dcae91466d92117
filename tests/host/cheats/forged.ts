// What is put into the journal and its copy where only the host's own rows tell that it is not so.
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { makeProject, onCleanup, tempDir } from "../../harness/project.ts";
import { HOST_VERSIONS } from "../../harness/sandbox.ts";
import { goOn, openQuestions } from "../from-outside.ts";
import { ofType, PLUGIN, type Played, play } from "../scenario.ts";
import { stopped } from "./cheats.ts";
import { ANSWERS, answering, endingCodex, endingTests, plainOption, withoutNote } from "./forged-tries.ts";

/** The one notice that the run waits with, before whatever else it asks. */
function heldFor({ project, state, events }: Played): string {
  expect(state).toMatchObject({ status: "waiting_for_user" });
  expect(openQuestions(project)[0]?.kind).toBe("noticed");
  const noticed = ofType(events, "noticed");
  expect(noticed.map((one) => one.asked)).toEqual([true]);
  return `${noticed[0]!.what}: ${noticed[0]!.text}`;
}

/** The report that the person asks for at a terminal. */
const reportAfterwards = (cwd: string, HOME: string): string =>
  Bun.spawnSync([join(PLUGIN, "bin/multi-ai"), "report"], { cwd, env: { ...process.env, HOME } }).stdout.toString();

describe.each([...HOST_VERSIONS])("in the journal and in its copy (%s)", (version) => {
  test.each(ANSWERS)("%s: is asked about", async (cheat) => {
    const [project, home] = [makeProject(), tempDir()];
    const main = answering(project, home, cheat);
    const played = await play({ version, project, home, main, prompt: "/multi-ai Say goodbye by name" });
    expect(ofType(played.events, "answered").length).toBeGreaterThan(0);
    expect(heldFor(played)).toMatch(/^no-counterpart: .*Q1 was answered by nobody in the session/);
    stopped(cheat);
  });

  test("answers that the person types, in each of their forms, hold nobody", async () => {
    let played = await play({ version, prompt: "/multi-ai Say goodbye by name" });
    const { project } = played;
    for (let times = 0; openQuestions(project).length > 0; times++) {
      const { id, options } = openQuestions(project)[0]!;
      const option = plainOption(options);
      const letter = String.fromCharCode(65 + options.indexOf(option));
      const forms = [`/multi-ai:decide   ${letter}  --question ${id}`, letter];
      expect(forms[times]).toBeDefined();
      played = await goOn({ version }, played, forms[times]);
    }
    expect(played.state).toMatchObject({ status: "complete" });
    expect(ofType(played.events, "answered").map((one) => one.via)).toEqual(["command", "prompt"]);
    expect(ofType(played.events, "noticed")).toEqual([]);
    expect(played.run.stdout).not.toContain("knows nothing of this");
  });

  test("the end of a check whose process was killed is asked about", async () => {
    const project = makeProject();
    const played = await play({ version, project, codex: endingCodex(project, "T5", "SIGKILL") });
    expect(heldFor(played)).toMatch(
      /^no-counterpart: .*T5 counts as done, and its check ended without a result of its own/,
    );
    stopped("end of a check, killed");
  });

  test("so is one whose process was stopped for a while", async () => {
    const project = makeProject();
    const played = await play({ version, project, codex: endingCodex(project, "T5", "SIGSTOP") });
    expect(heldFor(played)).toMatch(
      /^no-counterpart: .*T5 counts as done, and its check ended without a result of its own/,
    );
    stopped("end of a check, stopped");
  });

  test("that of the last check, and so the end of the run, is named in the report", async () => {
    const project = makeProject();
    const { run, state } = await play({ version, project, codex: endingCodex(project, "T9", "SIGKILL") });
    expect(state).toMatchObject({ status: "complete" });
    const named = "knows nothing of this: T9 counts as done, and its check ended without";
    // The older host writes the row of the command behind the hook that gives the report: that one cannot have it yet.
    if (version === "new") expect(run.stdout).toContain(named);
    expect(reportAfterwards(project, run.home)).toContain(named);
    stopped("end of the last check");
  });

  test("tests that were killed and have passed by the journal are asked about", async () => {
    const project = makeProject();
    const { worker, stop } = endingTests(project);
    onCleanup(stop);
    const played = await play({ version, project, worker });
    expect(heldFor(played)).toMatch(
      /^no-counterpart: .*T11 counts as done, and its check ended without a result of its own/,
    );
    stopped("end of tests");
  });

  test("a note of the run's owner that was removed is asked about", async () => {
    const [project, home] = [makeProject(), tempDir()];
    const played = await play({ version, project, home, worker: withoutNote(project, home) });
    expect(heldFor(played)).toMatch(/^counterpart-unknown: .*the note of who carries this run on/);
    stopped("note of the owner removed");
  });
});
