// Runs that build on one another, on a plan of the person's, or end with one: played to their end
// with scripted agents, through the door by which a person starts them.
// Runs: in full too.
// Not in npm test: ^a reviewer of the person|^a branch that is checked out
import { afterEach, expect, test } from "bun:test";
import { readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "../../../src/project/git/git.ts";
import { findProject } from "../../../src/project/project.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { writeOutputs } from "../../../src/run/publish/outputs.ts";
import { beginningText, beginRun, readBeginning } from "../../../src/run/start/begin-run.ts";
import { reportOf } from "../../../src/run/views/report.ts";
import { glanceAt } from "../../../src/run/views/status.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { inProcess, terminalContext } from "../../cli/in-process.ts";
import { carryOn, dispatchTask, SESSION } from "../../cli/made/make-run.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { typedBehind } from "../../harness/start-line.ts";
import type { Brief } from "../../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  GOODBYE,
  implementation,
  plan,
  planObjection,
  STORY,
} from "../../harness/workers.ts";

afterEach(cleanup);

const APPROVE = {
  story: { option: "approve", text: null },
  "small-story": { option: "approve", text: null },
};
const NO_TESTS = { ...DEFAULT_SETTINGS, tests: { ...DEFAULT_SETTINGS.tests, run: false } };

/** A person's project, and what they type in it. */
function world() {
  const root = makeProject();
  const project = findProject(root);
  const env = { HOME: tempDir(), PATH: process.env.PATH };
  /** The briefs of the run that was played last, by what their tasks write. */
  const briefs: Record<string, string[]> = {};
  const read = (line: string, settings = NO_TESTS, name = "multi-ai") =>
    readBeginning({ project, env }, settings, name, typedBehind(name, line));
  const starts = async (line: string, ...how: [typeof NO_TESTS?, string?]): Promise<string> => {
    const got = await read(line, ...how);
    if (!got.ok) throw new Error(got.problem);
    const begun = beginRun(got.value, { session: SESSION, host: null, transcript: "", root });
    return (await beginningText(got.value, begun, "acceptEdits")).join("\n");
  };
  const plays = async (
    answers: object = {},
    worker: (brief: Brief) => object | undefined = () => undefined,
  ) => {
    for (const name of Object.keys(briefs)) delete briefs[name];
    const made = await carryOn(root, {
      answers: { ...APPROVE, ...answers },
      worker: (brief) => {
        const file = brief.writes.split("/").at(-1)!;
        briefs[file] = [...(briefs[file] ?? []), brief.text];
        return worker(brief) as never;
      },
    });
    return made.run;
  };
  const refused = async (line: string): Promise<string> => {
    const got = await read(line);
    return got.ok ? "it starts" : got.problem;
  };
  return { root, project, briefs, starts, plays, refused };
}

const MINOR = {
  severity: "minor",
  file: "src/goodbye.ts",
  line: 2,
  quote: 'return "Goodbye, ".concat(name);',
  problem: "An empty name gives a dangling comma.",
  fix: "Say goodbye without the comma then.",
};
const withMinor = (brief: Brief) =>
  brief.writes.endsWith("/code-review-opus.json")
    ? {
        ...codeObjection(brief),
        status: "approved",
        findings: [{ ...codeObjection(brief).findings[0], ...MINOR }],
      }
    : undefined;

/** Work on what the first run left, which its last reviewer sends back once. */
function french(): (brief: Brief) => object | undefined {
  const line = "export const adieu = 1;";
  let objected = false;
  return (brief) => {
    if (brief.writes.endsWith("/impl-result.json")) {
      const artifact = implementation(brief).artifact as object;
      const extra = `${line}${objected ? "\nexport const fin = 2;" : ""}\n`;
      return {
        artifact: { ...artifact, changed_files: ["src/goodbye.ts"] },
        edits: { "src/goodbye.ts": GOODBYE + extra },
      };
    }
    if (!brief.writes.includes("/code-review-")) return undefined;
    const approval = codeApproval(brief);
    const criteria = approval.criteria.map((one) => ({
      ...one,
      evidence: one.evidence.map((of) => ({ ...of, unchanged: true, reason: "It was there." })),
    }));
    if (objected || !brief.writes.endsWith("-opus.json")) return { ...approval, criteria };
    objected = true;
    const [finding] = codeObjection(brief).findings;
    return {
      ...codeObjection(brief),
      criteria,
      findings: [{ ...finding, line: 4, quote: line }],
    };
  };
}

test("a run that builds on a complete one tells its agents the story, the plan and what is open, once", async () => {
  const { root, project, briefs, starts, plays, refused } = world();
  await starts("Say goodbye by name");
  const first = await plays({}, withMinor);
  expect(first.status).toBe("complete");

  await starts("also greet in French");
  const live = readRun(project)!;
  expect(await refused(`--on ${live.run} x y`)).toBe(`--on: run ${live.run} is not complete`);
  change(project, () => [{ do: "cancel", reason: "another one" }]);
  const told = await starts(`--on ${first.run} also greet in French`);
  expect(told).toContain(`Builds on run ${first.run}: Say goodbye by name.`);

  const second = await plays({}, french());
  expect(second.status).toBe("complete");
  const title = "What the run builds on";
  for (const file of [
    "user-story.json",
    "plan-refined.json",
    "review-opus.json",
    "impl-result.json",
  ])
    expect(briefs[file]![0]).toContain(title);
  const [story] = briefs["user-story.json"]!;
  expect(story).toContain(`Run ${first.run}: Say goodbye by name`);
  expect(story).toContain("AC2: A test covers goodbye");
  expect(story).toContain("S1: Write goodbye");
  expect(story).toContain("minor at src/goodbye.ts:2: An empty name gives a dangling comma.");
  // The reviewer who looks again, and whoever mends, know it by then.
  expect(briefs["code-review-opus.json"]!.map((text) => text.includes(title))).toEqual([
    true,
    false,
  ]);
  expect(briefs["impl-result.json"]!.map((text) => text.includes(title))).toEqual([true, false]);

  for (const name of ["team", "council"]) {
    await starts(`--on ${second.run} Say it louder`, NO_TESTS, name);
    const run = readRun(project)!;
    const { text } = await dispatchTask(project, run, run.tasks.find((task) => task.who.agent)!);
    expect(text).toContain(`Run ${second.run}: Say goodbye by name`);
    change(project, () => [{ do: "cancel", reason: "another one" }]);
  }

  rmSync(join(root, "src/goodbye.ts"));
  rmSync(join(root, "tests/goodbye.test.ts"));
  expect(await refused(`--on ${first.run} x y`)).toContain(
    `nothing of what run ${first.run} changed is in the project`,
  );
});

test("a branch that is checked out is told by its commits; one that is not is refused", async () => {
  const { root, briefs, starts, plays, refused } = world();
  const git = (...args: string[]) => runGit(args, { cwd: root });
  git("switch", "-qc", "greetings");
  writeFiles(root, { "src/hi.ts": "export const hi = 1;\n" });
  git("add", "-A");
  git("-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "Greet in one word");
  expect(await starts("--on greetings Say goodbye by name")).toContain(
    "Builds on the branch greetings; the agents know its newest commits.",
  );
  await plays();
  expect(briefs["user-story.json"]![0]).toContain("- Greet in one word");
  git("stash", "-uq");
  git("switch", "-q", "-");
  expect(await refused("--on greetings x y")).toBe(
    "--on: HEAD does not have all of greetings; first: git switch greetings",
  );
  expect(await refused("--on nowhere x y")).toMatch(
    /^--on: found "nowhere", expected a complete run \(multi-ai runs lists them\) or a branch$/,
  );
});

test("--plan-only ends with the approved plan in a file, which --from-plan reviews and carries out as it was edited", async () => {
  const { root, project, briefs, starts, plays, refused } = world();
  const withTests = { ...DEFAULT_SETTINGS };
  const path = join(root, ".task/plan.json");
  const file = () => JSON.parse(readFileSync(path, "utf8"));
  // One of another day is no edit of this run's plan.
  writeFiles(root, { ".task/plan.json": "{}" });
  utimesSync(path, new Date(0), new Date(0));
  const said = await starts("--plan-only Say goodbye by name", NO_TESTS);
  expect(said).toContain("A story, a plan with three reviews; nothing is built");
  const first = await plays();
  expect([first.status, first.entry, first.tasks.length]).toEqual(["complete", "plan", 5]);
  expect(file()).toMatchObject({ request: "Say goodbye by name", story: { title: STORY.title } });
  expect(file().plan).not.toHaveProperty("nonce");
  expect(reportOf(project, first)).toContain("--from-plan .task/plan.json");
  expect(glanceAt(first).next).toContain("report");

  const edited = file();
  edited.plan.steps[1].title = "Test it with two names";
  edited.plan.test_commands = ["bun test"];
  writeFiles(root, { ".task/plan.json": JSON.stringify(edited) });
  // What looks at the run again leaves that alone.
  writeOutputs(project, first);
  expect(file().plan.steps[1].title).toBe("Test it with two names");

  edited.plan.steps[1].covers = ["AC9"];
  writeFiles(root, { "wrong.json": JSON.stringify(edited) });
  expect(await refused("--from-plan wrong.json")).toContain(
    "steps S2.covers: AC9 is not a criterion of the story",
  );
  writeFiles(root, { "broken.json": "{ no" });
  expect(await refused("--from-plan broken.json")).toMatch(/^broken.json: /);
  expect(await refused("--from-plan none.json")).toContain('--from-plan: found "none.json"');

  const begun = await starts("--from-plan .task/plan.json", withTests);
  expect(begun).toContain("Your plan with three reviews");
  expect(begun).toContain("You approve the test commands");
  const asked = await plays();
  // Nothing that the program will run is approved by giving a file.
  expect(asked.questions.map(({ kind, commands }) => [kind, commands])).toEqual([
    ["plan-tests", ["bun test"]],
  ]);
  const second = await plays({ "plan-tests": { option: "approve", text: null } });
  expect([second.status, second.entry]).toEqual(["complete", "given"]);
  expect(second.request.text).toBe("Say goodbye by name");
  expect(briefs).not.toHaveProperty("user-story.json");
  expect(briefs["review-sonnet.json"]![0]).toContain("Test it with two names");
  expect(second.tests.decided.map(({ text, by }) => [text, by])).toEqual([["bun test", "person"]]);
});

test("a reviewer of the person's plan has it mended, and a plan in words is brought into form", async () => {
  const { root, briefs, starts, plays } = world();
  writeFiles(root, {
    "plan.json": JSON.stringify({ story: STORY, plan: plan([]) }),
    "plan.md": "# Goodbye for one person\n\nWrite `goodbye` beside `greet`, and test it.\n",
  });
  await starts("--plan-only --from-plan plan.json");
  let objected = false;
  const given = await plays({}, (brief) => {
    if (objected || !brief.writes.endsWith("/review-opus.json")) return undefined;
    objected = true;
    return planObjection(brief);
  });
  expect([given.status, given.entry]).toEqual(["complete", "given-plan"]);
  expect(briefs["plan-refined.json"]).toHaveLength(1);

  await starts("--from-plan plan.md --quick");
  const run = await plays();
  expect([run.status, run.entry]).toEqual(["complete", "start"]);
  expect(run.request.text).toBe("Carry out the plan in plan.md: Goodbye for one person");
  for (const file of ["user-story.json", "plan-refined.json", "review-sonnet.json"])
    expect(briefs[file]![0]).toContain("Write `goodbye` beside `greet`, and test it.");
  expect(briefs["impl-result.json"]![0]).not.toContain("beside `greet`");
});

test("at a terminal a file with a plan needs no request behind it", async () => {
  const { root } = world();
  writeFiles(root, { "plan.md": "# Say goodbye\n" });
  const types = (...words: string[]) =>
    inProcess(["run", "multi-ai", ...words], terminalContext(root, { HOME: tempDir(), PATH: "" }));
  expect(await types("--from-plan", "none.md")).toMatchObject({ exit: 2 });
  expect((await types())!.text).toContain("run needs a request");
  // All that is missing then is the host.
  expect((await types("--from-plan", "plan.md"))!.text).toContain("Claude Code was not found");
});
