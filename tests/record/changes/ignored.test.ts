// Runs: together.
import { expect, test } from "bun:test";
import { linkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { writtenFolders, writtenIgnored } from "../../../src/record/changes/ignored.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { projectTree } from "../../../src/record/subject.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { workflowOf } from "../../../src/workflows/index.ts";
import { projects } from "../../project/trees/tree-projects.ts";

const { folder, write, repository } = projects();

test.each([
  ["git", () => repository({})],
  ["dir", () => folder("plain")],
])(
  "ignored files that were written since are found, without what tools write (%s)",
  async (_, make) => {
    const root = make();
    const project = { root, task: join(root, ".task"), found: "folder" as const };
    const run = { settings: DEFAULT_SETTINGS, tasks: [] } as unknown as Scene["run"];
    const scene: Scene = { project, workflow: workflowOf("multi-ai"), run };
    const ignore = ".env\ngen/\n*.log\nnode_modules/\ndist/\n__pycache__/\n";
    write(root, {
      ".gitignore": ignore,
      ".env": "A=1",
      "node_modules/old/index.js": "1",
      "src/a.js": "1",
    });
    // The clock of a file system is a little behind.
    await Bun.sleep(30);
    const since = Date.now();
    await Bun.sleep(30);
    const written = [
      "gen/stub.js",
      "node_modules/dep/index.js",
      "node_modules/.pnpm/x@1/node_modules/x/index.js",
    ];
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
    linkSync(join(root, "gen/stub.js"), join(root, "dist/stub.js"));
    const tree = projectTree(scene);
    if (!tree.ok) throw new Error(tree.problem);
    const all = { paths: written.toSorted(), isWhole: true };
    expect(writtenIgnored(scene, tree.subject!, since, true)).toEqual(all);
    // What was not looked at is unknown, and said to be.
    expect(writtenIgnored(scene, tree.subject!, since, true, false, 3).isWhole).toBe(false);
    expect(writtenIgnored(scene, tree.subject!, since, false).paths).toEqual(["gen/stub.js"]);
    // Reviewers are told of what lies in folders of builds, too: by the folder, where all of it is
    // ignored.
    write(root, {
      ...Object.fromEntries(
        ["gen/evil.js", "src/gen/x.js", "dist/b.js", ".claude/settings.local.json"].map((path) => [
          path,
          "1",
        ]),
      ),
      ".env": "A=2",
      ".gitignore": `${ignore}.claude/settings.local.json\n`,
    });
    const later = projectTree(scene);
    if (!later.ok) throw new Error(later.problem);
    expect(
      writtenFolders(scene, later.subject!, since).written.toSorted((a, b) =>
        a.path < b.path ? -1 : 1,
      ),
    ).toEqual([
      { path: ".env", files: 1 },
      { path: "dist/", files: 3 },
      { path: "gen/", files: 2 },
      { path: "src/gen/x.js", files: 1 },
    ]);
  },
);
