// What an area's owner may touch, by tool and by command, in the checkout and in a worktree.
// Runs: in full too.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { policy } from "../../../src/policy/policy.ts";
import { findProject, type Project } from "../../../src/project/project.ts";
import { subjectOf } from "../../../src/run/audit/subject.ts";
import { checkTask } from "../../../src/run/dispatch/check-task.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { workFolder } from "../../../src/workflows/team/ownership.ts";
import { apply, dispatchTask } from "../../cli/made/make-run.ts";
import { startTeam } from "../../cli/made/make-team-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { smallFiles } from "../../harness/small-team.ts";
import { toolCall } from "../../policy/call.ts";

afterAll(cleanup);

const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const FILES = {
  "src/hello/hello.js": "export const hello = 1;\n",
  "src/bye/bye.js": "export const bye = 1;\n",
  "src/hello/tests/a.js": "// a test\n",
  "docs/a.md": "a\n",
};

interface Owner {
  project: Project;
  run: Run;
  work: string;
}

/** dev-hello at work on its build. */
async function owner(isolation: string): Promise<Owner> {
  const root = makeProject({
    files: smallFiles({ settings: { execute: { isolation } }, files: FILES }),
  });
  await startTeam(root, { track: "nano", areas: "hello" }, false, "Greet people");
  const project = findProject(root);
  const before = readRun(project)!;
  const { nonce } = await dispatchTask(project, before, taskOf(before, "T1")!);
  await checkTask(project, "T1", nonce);
  const run = readRun(project)!;
  const task = taskOf(run, "T2")!;
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  const [brief] = putObjects(project.task, ["a brief"]);
  const dispatched = apply(
    project,
    {
      do: "dispatch",
      task: "T2",
      call: "toolu_1",
      nonce: sha256("nonce"),
      agentType: "multi-ai:area-owner",
      session: SESSION,
      host: null,
      brief: brief!,
      subject: subject.subject,
      check: false,
    },
    { do: "bind", task: "T2", call: "toolu_1", agent: "builder" },
  );
  return {
    project,
    run: dispatched,
    work: workFolder(project, dispatched, taskOf(dispatched, "T2")!),
  };
}

function answer({ project }: Owner, tool: string, input: object): string {
  const payload = toolCall(tool, input, {
    agent: "builder",
    type: "multi-ai:area-owner",
    cwd: project.root,
  });
  const output = policy(payload, project);
  if (output === null || typeof output === "symbol") return "silent";
  const { permissionDecision, permissionDecisionReason } = output.hookSpecificOutput as Record<
    string,
    string
  >;
  return permissionDecision === "allow"
    ? "silent"
    : `${permissionDecision}: ${permissionDecisionReason}`;
}

const PIPELINE = /^deny: .*pipeline\/gates\/stage-04-hello\.json and nothing else under pipeline\//;
const TASK = /^deny: .*(?:nothing else under \.task\/|no command touches \.task\/)/;
const BYE = /^deny: .*src\/bye\/\S+ belongs to dev-bye\. Leave it/;
const QA = /^deny: .* is a test file, which belongs to dev-qa/;

describe.each(["checkout", "worktree"])("an owner in a %s", (isolation) => {
  let made: Owner;
  beforeAll(async () => {
    made = await owner(isolation);
  });

  test.each<[path: string, said: RegExp]>([
    ["src/hello/new.js", /^silent$/],
    ["docs/a.md", /^silent$/],
    ["src/bye/bye.js", BYE],
    ["src/hello/tests/a.js", QA],
  ])("writes %s", (path, said) => {
    expect(answer(made, "Write", { file_path: join(made.work, path) })).toMatch(said);
  });

  test.each<[path: string, said: RegExp]>([
    ["pipeline/pr-hello.md", PIPELINE],
    ["pipeline/gates/stage-04-hello.json", /^silent$/],
    ["pipeline/pr-bye.md", PIPELINE],
    ["pipeline/context.md", PIPELINE],
    [".task/state.json", TASK],
    [".task/notes/new.md", TASK],
    [".task/worktrees/team-0badcafe/bye/src/bye/bye.js", TASK],
  ])("writes %s of the project", (path, said) => {
    expect(answer(made, "Write", { file_path: join(made.project.root, path) })).toMatch(said);
  });

  test.each<[command: string, said: RegExp]>([
    ["echo x > src/hello/new.js", /^silent$/],
    ["rm -rf src/hello/old dist node_modules", /^silent$/],
    ["cat src/bye/bye.js pipeline/context.md", /^silent$/],
    ["echo x > src/bye/bye.js", BYE],
    ["rm src/bye/bye.js", BYE],
    ["rm -rf src", BYE],
    ["mv src old", BYE],
    ["rm -rf src/hello", QA],
    ["echo x > pipeline/context.md", PIPELINE],
    ["echo x >> pipeline/code-review/by-bye.json", PIPELINE],
    ["rm -rf pipeline", PIPELINE],
    ["mv pipeline old", PIPELINE],
    ["sed -i s/a/b/ pipeline/*.md pipeline/gates/x.json", PIPELINE],
    ["echo x > .task/state.json", TASK],
  ])("runs %s", (command, said) => {
    const place = made.work === made.project.root ? command : `cd ${made.work} && ${command}`;
    expect(answer(made, "Bash", { command: place })).toMatch(said);
  });

  test("takes away what it has added itself, also where it does not belong to it", () => {
    mkdirSync(join(made.work, "src/bye"), { recursive: true });
    writeFileSync(join(made.work, "src/bye/added.js"), "mine\n");
    const at = (path: string) => (made.work === made.project.root ? path : join(made.work, path));
    expect(answer(made, "Bash", { command: `rm -- ${at("src/bye/added.js")}` })).toBe("silent");
    expect(answer(made, "Bash", { command: `rm -- ${at("src/bye/bye.js")}` })).toMatch(BYE);
  });
});

test("a command in a worktree reaches the checkout neither by its path nor by climbing", async () => {
  const made = await owner("worktree");
  const { root } = made.project;
  const run = (command: string): string =>
    answer(made, "Bash", { command: `cd ${made.work} && ${command}` });
  for (const command of [
    `echo x > ${root}/src/hello/x.js`,
    "echo x > ../../../../src/hello/x.js",
    `rm ${root}/src/hello/a.js`,
  ])
    expect(run(command)).toMatch(/^deny: .*may name files of its worktree only/);
  expect(run(`echo x > ${root}/pipeline/context.md`)).toMatch(PIPELINE);
});
