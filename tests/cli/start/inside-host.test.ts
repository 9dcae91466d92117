// Guarantee: You decide, and it is recorded.
// Runs: in full too.
// Not in npm test: ^a model cannot decide
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "../../../src/record/tests/run-tests.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { hostsOf, runHost } from "../../harness/host.ts";
import { startModel } from "../../harness/model.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { PROGRAM } from "../cli.ts";
import { makeRun, STATES } from "../made/make-run.ts";

afterEach(cleanup);

const program = PROGRAM;
const VERBS = ["decide A", "next --proceed", "ruling x", "reset", "resume"];

for (const version of hostsOf("new"))
  test(`a model cannot decide for the person through the Bash tool (${version}, invariant 9)`, async () => {
    const { root, project } = await STATES["story question open"]();
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    const command = VERBS.map((verb) => `bun '${program}' ${verb}; echo "exit $?"`).join("; ");
    const model = startModel({
      script: (turn) =>
        turn.toolResults.length > 0
          ? { text: "done" }
          : { calls: [{ name: "Bash", input: { command, description: "Try to decide" } }] },
    });
    await runHost({ version, project: root, model, prompt: "Go on", limitMs: 40_000 });
    const said =
      model.requests.map((request) => request.text).find((text) => text.includes("exit ")) ?? "";
    expect(said.match(/Inside Claude Code type \/multi-ai:\w+/g)).toHaveLength(VERBS.length);
    expect(said.match(/exit 1/g)).toHaveLength(VERBS.length);
    expect([
      readFileSync(join(project.task, "events.jsonl"), "utf8"),
      existsSync(join(project.task, "history")),
    ]).toEqual([before, false]);
  });

test("a test that the program runs types nothing for the person, also in a terminal of its own", async () => {
  const verbs = [
    "decide A --question Q1",
    "next --proceed",
    "trust all",
    "ruling x",
    "reset",
    "resume --force",
  ];
  const script = verbs.map(
    (verb) =>
      `'${process.execPath}' '${program}' ${verb} >>said.txt 2>&1; echo "exit $?" >>said.txt`,
  );
  const root = makeProject({
    files: {
      "evil.sh": `echo "mark $TESTED_BY_MULTI_AI" >said.txt\n${script.join("\n")}\n`,
      ".gitignore": "said.txt\n",
    },
  });
  const { project } = await makeRun({
    root,
    settings: { tests: { run: true, commands: ["sh evil.sh"], timeout_minutes: 5 } },
  });
  expect(readRun(project)!.questions).toMatchObject([{ id: "Q1", kind: "story" }]);
  const ran = await runTests(
    project,
    sceneOf(project, readRun(project)!),
    [{ text: "sh evil.sh", shellAllowed: true }],
    {
      env: process.env,
      signal: new AbortController().signal,
      timeoutMs: 60_000,
      baseline: false,
      task: null,
    },
  );
  expect(ran.outcome).toBe("pass");
  const said = readFileSync(join(root, "said.txt"), "utf8");
  // By this the program knows it, also where no host is above it.
  expect(said).toStartWith("mark 1\n");
  expect(said.match(/Inside Claude Code type/g)).toHaveLength(verbs.length);
  expect(said.match(/exit 1/g)).toHaveLength(verbs.length);
  expect(readRun(project)).toMatchObject({ status: "waiting_for_user", decisions: [] });
});
