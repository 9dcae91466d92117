// Gates that claim what is not so, a change that outgrows its track, a question at the last moment.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { gateOf, smallFiles, smallTeam, tested, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { gateFile } from "./team-run.ts";
import { toldTo } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("gates (%s)", (version) => {
  test("a gate that is another's, or claims what is not so, is refused with the difference", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "quick" }, false, "Greet people");
    const lies: [change: Record<string, unknown>, problem: string][] = [
      [{ task: "T9" }, 'task: found "T9", expected "T1"'],
      [
        { nonce: "0".repeat(32) },
        "nonce: it is not the one of your brief; copy it from the header",
      ],
      [{ blockers: ["no time"] }, 'blockers: found ["no time"] with status PASS, expected none'],
      [{ status: "DONE" }, 'status: found "DONE"'],
      [{ status: "WARN" }, 'status: found "WARN", expected one of "PASS", "FAIL", "ESCALATE"'],
    ];
    const worker = smallTeam((brief, turn) => {
      const lie = lies[turn.turn];
      if (!writes(brief, "gates/stage-01.json") || !lie) return undefined;
      const content = JSON.stringify({
        task: brief.task,
        nonce: brief.nonce,
        ...gateOf(brief, lie[0]),
      });
      return { calls: [{ name: "Write", input: { file_path: brief.writes, content } }] };
    });
    const played = await play({ version, project, worker, prompt });
    for (const [, problem] of lies) expect(toldTo(played.model, "T1")).toContain(problem);
    // Said at once, while its writer could mend it: the agent was not sent back, and one artifact
    // was taken in.
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(ofType(played.events, "accepted").map((one) => one.task)).toEqual(["T1"]);
    expect(gateFile(project, "stage-01")).toMatchObject({
      status: "PASS",
      track: "quick",
      acceptance_criteria_count: 2,
      out_of_scope_items: ["Other languages"],
    });
    expect(Object.keys(gateFile(project, "stage-01"))).not.toContain("nonce");
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-a" }]);
  });

  inFull(
    "Stop waits for resume; a criterion whose test passes without the build is unknown, and pm signs off",
    async () => {
      const project = makeProject({ files: smallFiles() });
      await startTeam(project, { track: "quick" }, false, "Greet people");
      let asked = 0;
      const worker = smallTeam((brief) => {
        if (writes(brief, "gates/stage-01.json") && asked++ === 0)
          return {
            artifact: gateOf(brief, { status: "FAIL", blockers: ["the request names nobody"] }),
          };
        if (!writes(brief, "gates/stage-07.json")) return undefined;
        const { artifact, edits } = tested(brief);
        const bye = "tests/bye.test.js";
        const idle =
          'import { expect, test } from "bun:test";\n\ntest("says bye", () => expect("Ada").toBe("Ada"));\n';
        const [hello, other] = (artifact as { tests: object[] }).tests;
        const tests = [hello, { ...other, file: bye }];
        return { artifact: { ...(artifact as object), tests }, edits: { ...edits, [bye]: idle } };
      });
      let played = await play({ version, project, worker, prompt });
      expect(openQuestions(project)).toMatchObject([{ kind: "gate-failed" }]);
      answer(project, "stop");
      expect(readRun(findProject(project))).toMatchObject({
        status: "waiting_for_user",
        paused: { message: "T1 Brief" },
      });
      played = await goOn({ version, worker }, played, prompt);
      expect(openQuestions(project)).toMatchObject([{ kind: "gate-failed" }]);
      answer(project, "again", "greet everybody");
      played = await goOn({ version, worker }, played, prompt);
      answer(project, "proceed");
      played = await goOn({ version, worker }, played, prompt);
      expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-c" }]);
      const told = played.run.results.join("\n");
      expect(told).toContain("QA: WARN, 4/4 pass, 1 of 2 criteria verified, 1 unknown");
      expect(told).toContain("(2: the test passed before the build as well)");
      expect(gateFile(project, "stage-07")).toMatchObject({
        status: "WARN",
        all_acceptance_criteria_met: false,
      });
      answer(project, "proceed");
      played = await goOn({ version, worker }, played, prompt);
      expect(played.state).toMatchObject({ status: "complete" });
      expect(bySubject(played.tasks, "Sign off").status).toBe("done");
      expect(ofType(played.events, "refused")).toEqual([]);
    },
  );

  test("the smallest track goes to its end", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "nano", areas: "hello" }, true, "Greet people");
    const played = await play({ version, project, worker: smallTeam(), prompt });
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(played.state).toMatchObject({ status: "complete", workflow: "team" });
    expect(gateFile(project, "stage-04-hello")).toMatchObject({
      files_changed: ["src/hello/hello.js"],
    });
    expect(gateFile(project, "stage-07")).toMatchObject({ status: "PASS", tests_total: 1 });
  });
});
