// Checks of the program: what fails goes to its owner, what cannot be decided is no pass, a veto is
// cleared or lifted.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { builds, gateOf, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile } from "./team-run.ts";
import { briefOf } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("checks (%s)", (version) => {
  test("red from before is nobody's; a contradicted test is its tester's; a command that does not start has another", async () => {
    const spec = (name: string, body: string) =>
      `import { expect, test } from "bun:test";\nimport { hello } from "../src/hello/hello.js";\n\ntest("${name}", () => ${body});\n`;
    const commands = { lint: false, types: false, dependencies: false };
    const project = makeProject({
      files: smallFiles({
        team: { commands },
        settings: { tests: { commands: ["no-such-runner"] } },
        files: {
          "src/hello/hello.js": "export const hello = (name) => `Hi ${name}`;\n",
          "tests/hello.test.js": spec("says hi", 'expect(hello("Ada")).toBe("Hi Ada")'),
          "tests/old.test.js": spec("the old one", "expect(1).toBe(2)"),
        },
      }),
    });
    await startTeam(project, { track: "hotfix" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "gates/stage-04-qa.json")
        ? builds(brief, {
            "tests/hello.test.js": spec("says the name", 'expect(hello("Ada")).toBe("Ada")'),
          })
        : undefined,
    );
    await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([
      { kind: "baseline-cannot-run", commands: ["no-such-runner"] },
    ]);
    answer(project, "name", "bun test");
    const played = await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-c" }]);
    const fixes = played.tasks
      .filter((task) => / v\d+$/.test(task.subject))
      .map((task) => task.subject);
    expect(fixes).toEqual(["Update tests - qa v1", "Pre-review checks v2"]);
    expect(gateFile(project, "stage-07")).toMatchObject({
      status: "WARN",
      tests_failed: 1,
      assigned_retry_to: null,
    });
    expect(ofType(played.events, "refused")).toEqual([]);
  });

  const vetoed = async (vetoes: (brief: { text: string; round: number }) => boolean) => {
    const project = makeProject({ files: smallFiles({ areas: { app: ["src/**"] } }) });
    await startTeam(project, { track: "hotfix" }, false, "Greet people");
    const worker = smallTeam((brief) => {
      if (writes(brief, "gates/stage-04-app.json"))
        return builds(brief, { "src/auth/session.js": `export const key = "${brief.task}";\n` });
      if (writes(brief, "gates/stage-05-security.json") && vetoes(brief))
        return {
          artifact: gateOf(brief, {
            status: "FAIL",
            security_approved: false,
            veto: true,
            triggering_conditions: ["path:auth"],
            blockers: ["src/auth/session.js:1 the key is in the source"],
          }),
        };
      return undefined;
    });
    return { project, worker, played: await play({ version, project, worker, prompt }) };
  };

  inFull("a veto is mended and cleared", async () => {
    const { project, worker, played } = await vetoed((brief) => brief.round === 1);
    expect(openQuestions(project)).toMatchObject([
      { kind: "veto", options: ["fix", "lift", "stop"] },
    ]);
    expect(played.run.results.join("\n")).toContain(
      "src/auth/session.js:1 the key is in the source",
    );
    expect(gateFile(project, "stage-05")).toMatchObject({
      status: "PASS",
      security_review_required: true,
    });
    expect(
      ofType(played.events, "accepted").find((one) => one.task === "T5")!.facts?.rules,
    ).toContain("path:auth");

    answer(project, "fix");
    const after = await goOn({ version, worker }, played, prompt);
    expect(subjects(after.tasks).slice(-2)).toEqual([
      "Fix security - app v1",
      "Security review v2",
    ]);
    const fix = bySubject(after.tasks, "Fix security - app v1");
    expect(briefOf(after.model, fix.id)).toContain(
      "src/auth/session.js:1 the key is in the source",
    );
    // Nothing behind the veto began before security had seen the fix.
    const begun = ofType(after.events, "dispatched").map((one) => one.task);
    const [again, peer] = ["Security review v2", "Peer review - principal"].map(
      (one) => bySubject(after.tasks, one).id,
    );
    expect(begun.indexOf(again!)).toBeLessThan(begun.indexOf(peer!));
    expect(gateFile(project, "stage-05-security")).toMatchObject({
      status: "PASS",
      security_approved: true,
    });
    expect(after.state).toMatchObject({ phase: "checkpoint-c" });
  });
});
