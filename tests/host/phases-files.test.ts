// What people try out of a phase (`NN-UAT.md`), in the real host: open tests are asked of the
// person, and answered in their file.
// Runs: in full only, by a driver too.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { uatText } from "../../src/workflows/phases/planning/documents/uat.ts";
import { routeFacts, routeOf } from "../../src/workflows/phases/routes/routes.ts";
import { runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { brings, bringsItsFile, planFile, taskIn } from "../harness/phases/execute.ts";
import { ALONE_FILE, executed, greeter, phaseOf } from "../harness/phases/project.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { cleanup, DEFAULT_FILES, git, makeProject, writeFiles } from "../harness/project.ts";
import { obedientMain, team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { carried } from "./carried.ts";
import { CARRIER, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const UAT = ".planning/phases/01-greeting/01-UAT.md";
const TEXT = uatText({
  tests: [
    { number: 1, name: "Greet Ada", expected: "her name" },
    { number: 2, name: "On a phone", expected: "it fits", result: "blocked" },
  ],
});

test("verify-work asks the person for each open test, and writes what they say into its file", async () => {
  const project = makeProject({ files: { ...DEFAULT_FILES, ...ALONE_FILE } });
  writeFiles(project, { ...executed(git(project, "rev-parse", "HEAD")), [UAT]: TEXT });
  const model = startModel({
    script: team((brief) => ({ artifact: verificationFor(brief) }), obedientMain),
  });
  const said: [string, string | null][] = [
    ["yes", null],
    ["later", null],
  ];
  const { state, events } = await carried(CARRIER, {
    ...{ project, model, typed: [["verify-work", "1", "--auto"]] },
    answers: { "verify-human": () => said.shift()! },
  });
  expect([state.status, said]).toEqual(["complete", []]);
  expect(events.filter(({ type }) => type === "refused")).toEqual([]);
  const text = readFileSync(join(project, UAT), "utf8");
  expect(text).toStartWith("---\nstatus: partial\n");
  expect(text).toContain("expected: her name\nresult: pass\n");
  expect(text).toContain("total: 2\npassed: 1\nissues: 0\npending: 0\nskipped: 0\nblocked: 1\n");
  expect(readFileSync(join(project, UAT.replace("UAT", "VERIFICATION")), "utf8")).toContain(
    "status: human_needed",
  );
});

test("what the person finds wrong at a checkpoint is a gap of the phase, and what is planned next", async () => {
  const look = { name: "Look at it", type: "checkpoint:human-verify", action: "Run it." };
  const project = makeProject({ files: { ...DEFAULT_FILES, ...ALONE_FILE } });
  writeFiles(project, phaseOf({ "01-01": planFile("01-01", [brings("one"), look]) }));
  const worker: Worker = (brief) =>
    taskIn(brief) === "" ? { artifact: verificationFor(brief) } : bringsItsFile(brief);
  const model = startModel({ script: team(worker, obedientMain) });
  const { state } = await carried(CARRIER, {
    ...{ project, model, allowed: "Bash(bun:*) Bash(test:*)" },
    typed: [
      ["execute-phase", "1", "--auto"],
      ["verify-work", "1", "--auto"],
    ],
    answers: {
      "execute-consent": () => ["approve", null],
      "verify-consent": () => ["approve", null],
      "execute-waits": () => ["revise", "No module named shelf"],
    },
  });
  expect(state.status).toBe("complete");
  expect(readFileSync(join(project, UAT), "utf8")).toContain(
    'result: issue\nreported: "No module named shelf"\n',
  );
  const report = readFileSync(join(project, UAT.replace("UAT", "VERIFICATION")), "utf8");
  expect(report).toContain("status: gaps_found");
  expect(report).toContain(
    "- Plan 01-01: Look at it: Run it: The person says: No module named shelf",
  );
  expect(readFileSync(join(project, ".planning/STATE.md"), "utf8")).not.toContain(
    "No module named",
  );
  expect(routeOf(routeFacts(project))).toMatchObject({
    action: "plan-phase",
    row: "gaps",
  });
});

test("a quick run in a project with a roadmap stands there as a quick task; a rollback leaves that", async () => {
  const project = makeProject({ files: greeter() });
  const scenario = {
    version: "new",
    project,
    worker: honest(),
    prompt: "/multi-ai --quick --auto Say goodbye",
  } as const;
  const { state, model } = await play(scenario);
  expect([state.status, model.failures]).toEqual(["complete", []]);
  const [name] = readdirSync(join(project, ".planning/quick"));
  expect(name).toMatch(/^\d{6}-[0-9a-z]{3}-say-goodbye-by-name$/);
  const stateText = () => readFileSync(join(project, ".planning/STATE.md"), "utf8");
  const recorded = stateText();
  expect(recorded).toContain(`[${name}](./quick/${name}/)`);
  const typed = async (prompt: string) =>
    (await runHost({ version: "new", project, plugin: PLUGIN, model, prompt, limitMs: 30_000 }))
      .stdout;
  // What is recorded is no part of the change.
  expect(await typed("/multi-ai:rollback --yes")).toContain("Yours, left alone");
  expect([existsSync(join(project, "src/goodbye.ts")), stateText()]).toEqual([false, recorded]);
});
