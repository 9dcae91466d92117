// Checks of the program: what fails goes to its owner, what cannot be decided is no pass, a veto is cleared or lifted.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { teamFacts } from "../../src/workflows/team/recorded.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, type Files, makeProject } from "../harness/project.ts";
import { builds, gateOf, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import { answer, goOn, openQuestions, runOf } from "./from-outside.ts";
import { bySubject, ofType, play, subjects } from "./scenario.ts";
import { gateFile, read, startTeam, tableOf } from "./team-run.ts";
import { briefOf } from "./told.ts";

afterEach(cleanup);

const prompt = "/multi-ai:resume";

describe.each(hostsOf("new"))("checks (%s)", (version) => {
  inFull("a lint that fails names its owner, who mends; a tool that is missing is no pass", async () => {
    const commands = { lint: "bun lint.js", types: "no-such-checker --strict", tests: "bun test", dependencies: false };
    const project = makeProject({
      files: smallFiles({
        team: { commands },
        settings: { checkpoints: { c: { auto_pass_when: "all_criteria_passed" } } },
      }),
    });
    await startTeam(project, { track: "config-only" }, false, "Greet people");
    const worker = smallTeam((brief) =>
      writes(brief, "gates/stage-04-bye.json") && !brief.text.includes("Lint failed")
        ? builds(brief, { "src/bye/bye.js": "export var bye = 1;\n" })
        : undefined,
    );
    const played = await play({ version, project, worker, prompt });
    // The owner of the named file alone is sent, and told what the tool printed.
    expect(subjects(played.tasks).slice(-2)).toEqual(["Mend checks - bye v1", "Pre-review checks v2"]);
    const brief = briefOf(played.model, bySubject(played.tasks, "Mend checks - bye v1").id);
    expect(brief).toContain("Lint failed: bun lint.js (exit 1): src/bye/bye.js");
    expect(brief).toContain("src/bye/bye.js:1: say const");
    const checked = ofType(played.events, "accepted").filter((one) => one.outcome === "fail" || one.outcome === "warn");
    expect(checked.map((one) => [one.outcome, one.facts?.owners])).toEqual([
      ["fail", ["bye"]],
      ["warn", undefined],
    ]);
    const missing = "W1: Type check could not decide: no-such-checker --strict: the program was not found";
    expect(gateFile(project, "stage-05")).toMatchObject({
      status: "WARN",
      blockers: [],
      warnings: [expect.stringContaining(missing)],
    });
    // Every criterion is met, which would pass C by its rule: not with a WARN.
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-c" }]);
    expect(ofType(played.events, "auto_approved")).toEqual([]);
    expect(played.run.results.join("\n")).toContain("no-such-checker");
  });

  test("red from before is nobody's; a contradicted test is its tester's; a command that does not start has another", async () => {
    const spec = (name: string, body: string) =>
      `import { expect, test } from "bun:test";\nimport { hello } from "../src/hello/hello.js";\n\ntest("${name}", () => ${body});\n`;
    const commands = { lint: false, types: false, tests: "no-such-runner", dependencies: false };
    const project = makeProject({
      files: smallFiles({
        team: { commands },
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
        ? builds(brief, { "tests/hello.test.js": spec("says the name", 'expect(hello("Ada")).toBe("Ada")') })
        : undefined,
    );
    await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([{ kind: "baseline-cannot-run", commands: ["no-such-runner"] }]);
    answer(project, "name", "bun test");
    const played = await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([{ kind: "checkpoint-c" }]);
    const fixes = played.tasks.filter((task) => / v\d+$/.test(task.subject)).map((task) => task.subject);
    expect(fixes).toEqual(["Update tests - qa v1", "Pre-review checks v2"]);
    expect(gateFile(project, "stage-07")).toMatchObject({ status: "WARN", tests_failed: 1, assigned_retry_to: null });
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
    expect(openQuestions(project)).toMatchObject([{ kind: "veto", options: ["fix", "lift", "stop"] }]);
    expect(played.run.results.join("\n")).toContain("src/auth/session.js:1 the key is in the source");
    expect(gateFile(project, "stage-05")).toMatchObject({ status: "PASS", security_review_required: true });
    expect(ofType(played.events, "accepted").find((one) => one.task === "T5")!.facts?.rules).toContain("path:auth");

    answer(project, "fix");
    const after = await goOn({ version, worker }, played, prompt);
    expect(subjects(after.tasks).slice(-2)).toEqual(["Mend security - app v1", "Security review v2"]);
    const fix = bySubject(after.tasks, "Mend security - app v1");
    expect(briefOf(after.model, fix.id)).toContain("src/auth/session.js:1 the key is in the source");
    // Nothing behind the veto began before security had seen the fix.
    const begun = ofType(after.events, "dispatched").map((one) => one.task);
    const [again, peer] = ["Security review v2", "Peer review - principal"].map(
      (one) => bySubject(after.tasks, one).id,
    );
    expect(begun.indexOf(again!)).toBeLessThan(begun.indexOf(peer!));
    expect(gateFile(project, "stage-05-security")).toMatchObject({ status: "PASS", security_approved: true });
    expect(after.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("a veto is lifted", async () => {
    const { project, worker, played } = await vetoed(() => true);
    answer(project, "lift", "It is a test key.");
    const after = await goOn({ version, worker }, played, prompt);
    const review = bySubject(after.tasks, "Security review");
    expect(ofType(after.events, "task_done").find((one) => one.task === review.id)!.waiver).toEqual({
      kind: "overruled",
      reason: "It is a test key.",
    });
    // The gate says what security said: nobody has approved.
    const gate = { status: "FAIL", security_approved: false, veto: true };
    expect(gateFile(project, "stage-05-security")).toMatchObject(gate);
    expect(read(project, "pipeline/context.md")).toContain("Stage 5 veto: lift the veto:\nIt is a test key.");
    expect(tableOf(project)).toMatch(/05b?.*overruled by the person/);
    expect(after.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("what is mended for the tests is linted, and its first reason for a security review is one", async () => {
    const files = smallFiles({ areas: { app: ["src/**"] } });
    files["lint.js"] = String(files["lint.js"]).replace("src/**/*.js", "{src,tests}/**/*.js");
    const project = makeProject({ files });
    await startTeam(project, { track: "hotfix" }, false, "Greet people");
    const say = (word: string, body: string) => `export ${word} hello = (name) => ${body};\n`;
    const report =
      "# Test Report\n\n## Criteria\n\n| Criterion | Test | File |\n|---|---|---|\n\n## Failing tests\nNone.\n";
    const spec = (word: string) =>
      `import { expect, test } from "bun:test";\nimport { hello } from "../src/hello.js";\n\n${word} name = "Ada";\ntest("says hello", () => expect(hello(name)).toBe(name));\n`;
    const worker = smallTeam((brief) => {
      if (writes(brief, "gates/stage-07.json"))
        return {
          artifact: gateOf(brief, {}),
          edits: {
            "pipeline/test-report.md": report,
            "tests/hello.test.js": spec(brief.text.includes("Lint failed") ? "const" : "var"),
          },
        };
      if (!writes(brief, "gates/stage-04-app.json")) return undefined;
      if (brief.text.includes("Lint failed")) return builds(brief, { "src/hello.js": say("const", "name") });
      const mends = brief.text.includes("says hello");
      const late: Files = mends ? { "src/auth/session.js": "export const session = 1;\n" } : {};
      return builds(brief, { "src/hello.js": mends ? say("var", "name") : say("const", '""'), ...late });
    });
    const played = await play({ version, project, worker, prompt });
    const from = subjects(played.tasks).indexOf("Mend tests - app v1");
    expect(subjects(played.tasks).slice(from)).toEqual([
      "Mend tests - app v1",
      "Run tests v2",
      "Mend tests - app v2",
      "Run tests v3",
      "Correct report v3",
      "Run tests v4",
      "Peer review - principal v2",
      "Security review v2",
      "Run tests v5",
    ]);
    expect(bySubject(played.tasks, "Security review")).toMatchObject({ status: "skipped" });
    const brief = briefOf(played.model, bySubject(played.tasks, "Mend tests - app v2").id);
    expect(brief).toMatch(/Lint failed: bun lint\.js \(exit 1\): .*src\/hello\.js/);
    expect(brief).toContain("src/hello.js:1: say const");
    // What is wrong with tests alone is the tester's.
    const tester = briefOf(played.model, bySubject(played.tasks, "Correct report v3").id);
    expect(tester).toContain("Lint failed: bun lint.js (exit 1): tests/hello.test.js");
    const ran = ofType(played.events, "accepted").filter(
      (one) => teamFacts({ facts: one.facts ?? {} }).counts?.tests_total !== undefined,
    );
    const programs = ran.filter((one) =>
      subjects(played.tasks)[Number(one.task.slice(1)) - 1]!.startsWith("Run tests"),
    );
    expect(programs.map((one) => [one.outcome, one.facts?.owners, one.facts?.rules])).toEqual([
      ["fail", ["app"], []],
      ["fail", ["app"], ["path:auth", "diff:auth"]],
      ["differs", undefined, ["path:auth", "diff:auth"]],
      ["pass", undefined, ["path:auth", "diff:auth"]],
    ]);
    expect(bySubject(played.tasks, "Security review v2")).toMatchObject({ status: "done" });
    expect(gateFile(project, "stage-05-security")).toMatchObject({ status: "PASS" });
    expect(played.state).toMatchObject({ phase: "checkpoint-c" });
  });

  inFull("a deployment that fails is asked about, and gone on without: no word of it to stakeholders", async () => {
    const files = { "deploy.sh": 'echo "no place left"\nexit 1\n' };
    const deploy = { command: "sh deploy.sh", rollback: "sh back.sh" };
    const project = makeProject({ files: smallFiles({ areas: { app: ["src/**"] }, files, settings: { deploy } }) });
    await startTeam(project, { track: "config-only", deploy: "staging" }, true, "Greet people");
    const worker = smallTeam();
    const played = await play({ version, project, worker, prompt });
    expect(openQuestions(project)).toMatchObject([
      { kind: "deploy-failed", options: ["again", "without", "stop", "name"] },
    ]);
    expect(played.run.results.join("\n")).toContain("Deployment failed: sh deploy.sh: exit 1");
    expect(played.run.results.join("\n")).toContain("to do so run: sh back.sh");
    expect(gateFile(project, "stage-08")).toMatchObject({ status: "FAIL", agent: "platform", environment: "staging" });

    // Without a reason it stays open.
    answer(project, "without");
    expect(openQuestions(project)).toMatchObject([{ kind: "deploy-failed", wants_reason: "without" }]);
    answer(project, "without", "Tomorrow.");
    const after = await goOn({ version, worker }, played, prompt);
    expect(after.state).toMatchObject({ status: "complete" });
    expect(runOf(project).tasks.find((one) => one.subject === "Deploy")!.waiver).toEqual({
      kind: "waived",
      reason: "Tomorrow.",
    });
    expect(bySubject(after.tasks, "Stakeholder summary")).toMatchObject({ status: "skipped" });
    expect(existsSync(join(project, "pipeline/deploy-log.md"))).toBe(false);
    expect(read(project, "pipeline/context.md")).toContain("Stage 8 deployment: without deploying:\nTomorrow.");
  });
});
