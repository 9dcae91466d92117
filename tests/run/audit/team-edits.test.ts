// A document of the team that a person changes by hand after it was accepted.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { restoreReads } from "../../../src/run/audit/edits.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import { apply, dispatchTask } from "../../cli/made/make-run.ts";
import { startTeam } from "../../cli/made/make-team-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { smallFiles, smallTeam } from "../../harness/small-team.ts";
import type { Work } from "../../harness/team.ts";
import { noteWritten } from "../../harness/written.ts";

afterAll(cleanup);

const BRIEF = "pipeline/brief.md";

/** The brief is accepted, and its checkpoint asks. */
async function briefAccepted(small?: Parameters<typeof smallFiles>[0]) {
  const root = makeProject({ files: smallFiles(small) });
  await startTeam(root, { track: "full" }, false, "Greet people");
  const project = findProject(root);
  const given = await dispatchTask(project, readRun(project)!, taskOf(readRun(project)!, "T1")!);
  const work = smallTeam()(given, { messages: [] } as never) as Work;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [path, text] of Object.entries(work.edits ?? {})) write(join(root, path), text);
  write(
    given.writes,
    JSON.stringify({ task: "T1", nonce: given.nonce, ...(work.artifact as object) }),
  );
  noteWritten(project, "T1");
  const command = await endedCommand(
    project,
    readRun(project)!,
    taskOf(readRun(project)!, "T1")!,
    false,
  );
  expect(command.result).toMatchObject({ ok: true });
  return { root, project, asked: apply(project, command) };
}

/** The brief is accepted and approved: the design, which reads it, is ready. */
async function designReady() {
  const { root, project, asked } = await briefAccepted();
  const run = apply(project, {
    do: "answer",
    question: asked.questions[0]!.id,
    option: "proceed",
    text: null,
    via: "cli",
    session: null,
    named: true,
  });
  const design = run.tasks.find((one) => one.status === "ready")!;
  expect(design.reads).toContain(BRIEF);
  return { root, project, run, design };
}

test("a brief that was approved stays as it was: the edit is kept, and nobody is asked again", async () => {
  const { root, project, run, design } = await designReady();
  const accepted = readFileSync(join(root, BRIEF), "utf8");
  writeFileSync(
    join(root, BRIEF),
    accepted.replace("bye returns the name", "bye returns the whole name"),
  );
  const { notice } = restoreReads(project, run, design);
  expect(notice).toMatchObject({
    what: "edited",
    hold: false,
    text: expect.stringContaining(`${BRIEF} (the changed version: .task/objects/`),
  });
  expect(readFileSync(join(root, BRIEF), "utf8")).toBe(accepted);
});

test("what the checks will run by package.json and its lock file is shown at the checkpoint behind the brief", async () => {
  const scripts = { test: "bun test", lint: "bun lint.js", typecheck: "true" };
  const { asked } = await briefAccepted({
    team: { commands: { lint: "bun lint.js" } },
    files: {
      "package.json": JSON.stringify({ name: "greeter", scripts }),
      "package-lock.json": "{}",
    },
  });
  expect(asked.questions).toMatchObject([
    {
      kind: "checkpoint-a",
      commands: [
        "Lint: bun lint.js",
        "Tests: bun test",
        "Types (package.json): npm run typecheck",
        "Dependencies (lock file): npm audit --omit=dev --audit-level=high",
      ],
    },
  ]);
});
