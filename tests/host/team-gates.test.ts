// Gates that claim what is not so, a change that outgrows its track, a question at the last moment.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { gateOf, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { openQuestions } from "./from-outside.ts";
import { ofType, play } from "./scenario.ts";
import { gateFile, startTeam } from "./team-run.ts";
import { toldTo } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("gates (%s)", (version) => {
  test("a gate that is another's, or claims what is not so, is refused with the difference", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "quick" }, false, "Greet people");
    const lies: [change: Record<string, unknown>, problem: string][] = [
      [{ task: "T9" }, 'task: found "T9", expected "T1"'],
      [{ nonce: "0".repeat(32) }, "nonce: it is not the one of your brief; copy it from the header"],
      [{ blockers: ["no time"] }, 'blockers: found ["no time"] with status PASS, expected none'],
      [{ status: "DONE" }, 'status: found "DONE"'],
      [{ status: "WARN" }, 'status: found "WARN", expected one of "PASS", "FAIL", "ESCALATE"'],
    ];
    const worker = smallTeam((brief, turn) => {
      const lie = lies[turn.turn - 1];
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
    // Said at once, while its writer could mend it: the agent was not sent back, and one artifact was taken in.
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

  test("the smallest track goes to its end", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "nano", areas: "hello" }, true, "Greet people");
    const played = await play({ version, project, worker: smallTeam(), prompt });
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(played.state).toMatchObject({ status: "complete", workflow: "team" });
    expect(gateFile(project, "stage-04-hello")).toMatchObject({ files_changed: ["src/hello/hello.js"] });
    expect(gateFile(project, "stage-07")).toMatchObject({ status: "PASS", tests_total: 1 });
  });
});
