// Guarantee: What a command changed is noticed.
// The tester may try a test on a copy of the project in the temporary folder, as its file says; the
// project itself stays.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { boundCall } from "../../src/policy/policy.ts";
import type { MadeRun } from "../cli/made/make-run.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { toolCall } from "./call.ts";

afterAll(cleanup);

let made: MadeRun;
let copy: string;
beforeAll(async () => {
  made = await makeTeamRun({ answer: () => null });
  copy = tempDir("copy-");
  symlinkSync(join(made.root, "src"), join(copy, "link"));
});

function denied(schema: string, tool: string, input: object): boolean {
  const payload = toolCall(tool, input, {
    agent: "agent",
    type: "multi-ai:dev-qa",
    cwd: made.root,
  });
  const task = made.run.tasks.find((one) => one.schema === schema)!;
  return (
    JSON.stringify(boundCall(payload, made.project, made.run, task))?.includes('"deny"') ?? false
  );
}

test.each([
  "cp -r src COPY/src",
  "mkdir -p COPY/c && cp -R src package.json COPY/c/ && cd COPY/c && bun test",
  "sed -i 's/200/500/' COPY/src/backend/auth.js && cd COPY && bun test",
  'mkdir "$TMPDIR/c" && cp -r src "$TMPDIR/c" && cd "$TMPDIR/c" && sed -i s/a/b/ src/backend/auth.js && bun test',
  "d=$(mktemp -d); (cd $d && cp -r COPY/src . && echo x > src/backend/auth.js)",
  "cd COPY/c && sed -i s/a/b/ src/backend/auth.js",
  "rsync -a --exclude .task src COPY/c",
  "rm -rf COPY/c",
])("%s is the tester's, and an owner's", (line) => {
  const command = line.replaceAll("COPY", copy);
  expect([
    denied("stage-07", "Bash", { command }),
    denied("stage-04", "Bash", { command }),
  ]).toEqual([false, false]);
});

test("the same with Write and Edit; and neither reaches the project, nor any other folder", () => {
  const writes = (path: string) => [
    denied("stage-07", "Write", { file_path: path, content: "x" }),
    denied("stage-07", "Edit", { file_path: path, old_string: "x", new_string: "y" }),
  ];
  expect(writes(join(copy, "src/backend/auth.js"))).toEqual([false, false]);
  expect(writes(join(made.root, "src/backend/auth.js"))).toEqual([true, true]);
  expect(writes(join(copy, "link/backend/auth.js"))).toEqual([true, true]);
  expect(writes("/etc/x")).toEqual([true, true]);
  for (const line of [
    `cp ${copy}/a.js src/backend/auth.js`,
    `sed -i s/a/b/ ${copy}/link/backend/auth.js`,
    "cp src/a.js /etc/x",
    'cd "$TMPDIR/c" && ls; cd - && sed -i s/a/b/ src/backend/auth.js',
    `cd "$TMPDIR/c" && sed -i s/a/b/ ${made.root}/src/backend/auth.js`,
    '(cd "$TMPDIR/c" && sed -i s/a/b/ src/backend/auth.js) && rm src/backend/auth.js',
    'cd "$TMPDIR/c" && rm -rf .task',
  ])
    expect([line, denied("stage-07", "Bash", { command: line })]).toEqual([line, true]);
});
