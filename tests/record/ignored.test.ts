import { expect, test } from "bun:test";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { writtenIgnored } from "../../src/record/ignored.ts";
import type { Scene } from "../../src/record/scene.ts";
import { projectTree } from "../../src/record/subject.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { projects } from "../project/tree-projects.ts";

const { folder, write, repository } = projects();

test.each([
  ["git", () => repository({})],
  ["dir", () => folder("plain")],
])("ignored files that were written since are found, without what tools write (%s)", async (_, make) => {
  const root = make();
  const project = { root, task: join(root, ".task"), found: "folder" as const };
  const run = { settings: DEFAULT_SETTINGS, tasks: [] } as unknown as Scene["run"];
  const scene: Scene = { project, workflow: workflowOf("multi-ai"), run };
  const ignore = ".env\ngen/\n*.log\nnode_modules/\ndist/\n__pycache__/\n";
  write(root, { ".gitignore": ignore, ".env": "A=1", "node_modules/old/index.js": "1", "src/a.js": "1" });
  // The clock of a file system is a little behind.
  await Bun.sleep(30);
  const since = Date.now();
  await Bun.sleep(30);
  const written = ["gen/stub.js", "node_modules/dep/index.js", "node_modules/.pnpm/x@1/node_modules/x/index.js"];
  const usual = [
    "run.log",
    "dist/a.js",
    "node_modules/.cache/a.js",
    "src/__pycache__/a.cpython-312.pyc",
    ".task/x.json",
  ];
  write(root, {
    ...Object.fromEntries([...written, ...usual].map((path) => [path, "1"])),
    "src/a.js": "2",
    "b.js": "1",
  });
  // A time that was set back counts nothing.
  utimesSync(join(root, "gen/stub.js"), 1, 1);
  const tree = projectTree(scene);
  if (!tree.ok) throw new Error(tree.problem);
  expect(writtenIgnored(scene, tree.subject!, since, true)).toEqual(written.toSorted());
  expect(writtenIgnored(scene, tree.subject!, since, false)).toEqual(["gen/stub.js"]);
});
