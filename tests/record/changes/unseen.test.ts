// Runs: together.
import { describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { unseenFiles } from "../../../src/record/changes/ignored.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { projectTree } from "../../../src/record/subject.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { workflowOf } from "../../../src/workflows/index.ts";
import { projects } from "../../project/trees/tree-projects.ts";

const { folder, write, repository } = projects();

const HIDDEN = {
  "target/debug/real.js": "1",
  "target/debug/program": "\x7fELF\0\0",
  "target/debug/program.d": "program: src/main.rs",
  "build/helper.py": "1",
  "coverage/index.js": "1",
  "secret.local.rb": "1",
  ".env": "TOKEN=1",
  "node_modules/left-pad/index.js": "1",
};
const THERE = {
  ".gitignore": "*.local.rb\n.env\n",
  "Cargo.toml": "1",
  "build.gradle": "1",
  "coverage/lcov.info": "1",
  "src/seen.js": "1",
};

describe.each([
  ["git", () => repository({})],
  ["dir", () => folder("plain")],
])("what a change names and no diff shows (%s)", (_, make) => {
  const found = (files: Record<string, string>) => {
    const root = make();
    const project = { root, task: join(root, ".task"), found: "folder" as const };
    const run = { settings: DEFAULT_SETTINGS, tasks: [] } as unknown as Scene["run"];
    const scene: Scene = { project, workflow: workflowOf("multi-ai"), run };
    const tree = (): string => {
      const taken = projectTree(scene);
      if (!taken.ok) throw new Error(taken.problem);
      return taken.subject!;
    };
    write(root, { ...THERE, ...HIDDEN, "old.js": 'import "./target/debug/real.js";\n' });
    symlinkSync("src", join(root, "link"));
    const from = tree();
    write(root, files);
    return unseenFiles(scene, from, tree()).map(({ path, by }) => `${path} by ${by}`);
  };

  test.each<[string, string, string, string[]]>([
    [
      "a path from the file",
      "tests/a.js",
      'import "../target/debug/real.js"',
      ["target/debug/real.js"],
    ],
    [
      "a path without its ending",
      "tests/a.ts",
      "require('../target/debug/real')",
      ["target/debug/real.js"],
    ],
    [
      "a path from the project",
      "tests/a.sh",
      "node target/debug/real.js",
      ["target/debug/real.js"],
    ],
    [
      "a folder with what loads it",
      "src/a.js",
      'import x from "../coverage"',
      ["coverage/index.js"],
    ],
    ["a module of Python", "test_a.py", "from build.helper import x", ["build/helper.py"]],
    ["a module in a package", "test_a.py", "  from build import helper", ["build/helper.py"]],
    ["an ignored file", "a.rb", 'load "secret.local.rb"', ["secret.local.rb"]],
    [
      "a file that a line names as before, never",
      "old.js",
      'import "./target/debug/real.js";\nstart();',
      [],
    ],
    ["a secret file, never", "a.js", 'read(".env")', []],
    ["a package, by its name", "src/a.js", 'import "left-pad"', []],
    ["a file of the tree", "src/a.js", 'import "./seen.js"; "src/seen"', []],
    ["a link into the tree", "src/a.js", '"../link/seen.js"', []],
    ["what lies outside", "src/a.js", '"../../../etc/passwd" "/etc/passwd"', []],
    ["what is not there", "src/a.js", '"../target/debug/none.js"', []],
    [
      "a program that was built, and what lies beside it",
      "tests/a.rs",
      '"target/debug/program"',
      [],
    ],
    ["a word of any length", "src/a.js", "a".repeat(150_000) + "/".repeat(1_000), []],
  ])("%s", (_, path, text, files) => {
    expect(found({ [path]: `${text}\n` })).toEqual(files.map((one) => `${one} by ${path}`));
  });
});
