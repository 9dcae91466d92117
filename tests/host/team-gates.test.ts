// Gates that claim what is not so, a change that outgrows its track, a question at the last moment.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { builds, gateOf, smallFiles, smallTeam, tested, writes } from "../harness/small-team.ts";
import { openQuestions, runOf } from "./from-outside.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile, read, startTeam, tableOf } from "./team-run.ts";
import { briefOf, toldTo } from "./told.ts";

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

  inFull("counts of tests are the program's own, whatever a gate says of them", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "nano", areas: "hello" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "gates/stage-07.json")
        ? { ...tested(brief), artifact: gateOf(brief, { tests_total: 5, tests_passed: 5, tests_failed: 0 }) }
        : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    expect(subjects(played.tasks).filter((one) => one.startsWith("Correct report"))).toEqual([]);
    expect(gateFile(project, "stage-07")).toMatchObject({
      status: "PASS",
      agent: "qa",
      tests_total: 1,
      tests_passed: 1,
    });
    expect(played.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("a nano change that outgrows its track is moved up, says so, and keeps what was built", async () => {
    const project = makeProject({
      files: smallFiles({ files: { "src/bye/bye.js": "export const bye = (name) => name;\n" } }),
    });
    await startTeam(project, { track: "nano", areas: "hello" }, false, "Greet people");
    const files = Object.fromEntries(
      ["hello", "a", "b", "c"].map((name) => [`src/hello/${name}.js`, `export const ${name} = (name) => name;\n`]),
    );
    const worker = smallTeam((brief) =>
      writes(brief, "gates/stage-04-hello.json") ? builds(brief, files) : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    const why = "nano to quick: the diff has 4 files, at most 3";
    expect(runOf(project).options).toMatchObject({ track: "quick", moved: why });
    expect(tableOf(project)).toContain(`Track moved up: ${why}`);
    // What was built stays, and nobody builds it again; what the track lacked is to come, the brief first.
    expect(subjects(played.tasks).filter((one) => one.startsWith("Build - hello"))).toHaveLength(1);
    expect(bySubject(played.tasks, "Build - hello")).toMatchObject({ status: "done" });
    for (const path of Object.keys(files)) expect(read(project, path)).toBe(files[path]!);
    for (const subject of ["Peer review - bye", "Write tests v2", "Lessons"])
      expect(bySubject(played.tasks, subject)).toMatchObject({ status: "blocked" });
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-a" }]);
    expect(gateFile(project, "stage-01")).toMatchObject({ track: "quick" });
  });

  inFull("a question in a pull request is answered before anything looks at what was built", async () => {
    const project = makeProject({ files: smallFiles() });
    await startTeam(project, { track: "nano", areas: "hello" }, false, "Greet people");
    const worker = smallTeam((brief) => {
      if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
      const work = builds(brief, { "src/hello/hello.js": "export const hello = 1;\n" });
      const pr = "pipeline/pr-hello.md";
      return {
        ...work,
        edits: {
          ...work.edits,
          [pr]: work.edits![pr]!.replace(/None\.\n$/, "- Cats. QUESTION: Are cats greeted? @PM\n"),
        },
      };
    });
    const played = await play({ version, project, worker, prompt });
    const clarify = bySubject(played.tasks, "Clarification before review");
    expect(briefOf(played.model, clarify.id)).toContain("QUESTION: Are cats greeted? @PM");
    expect(read(project, "pipeline/context.md")).toContain("QUESTION: Are cats greeted? @PM\nPM-ANSWER: Yes.");
    const answered = ofType(played.events, "accepted").find((one) => one.task === clarify.id)!;
    const asked = ofType(played.events, "asked");
    expect(asked.map((one) => one.kind)).toEqual(["checkpoint-c"]);
    expect(answered.seq).toBeLessThan(asked[0]!.seq);
  });
});
