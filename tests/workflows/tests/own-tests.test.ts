// Guarantee: A task lands when its criteria held.
import { afterAll, expect, test } from "bun:test";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { foundTests, ownTests, testsProblem } from "../../../src/workflows/tests/own-tests.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";

afterAll(cleanup);

test.each<[string, Record<string, string>, string[]]>([
  ["a script", { "package.json": '{ "scripts": { "test": "node --test" } }' }, ["npm test"]],
  [
    "a script of Bun's",
    { "package.json": '{ "scripts": { "test": "x" } }', "bun.lock": "" },
    ["bun run test"],
  ],
  ["files of another language", { "go.mod": "module a\n" }, ["go test ./..."]],
  ["nothing", { "a.txt": "a\n" }, []],
])("a project is tested whole by %s", (_, files, commands) => {
  expect(ownTests(makeProject({ files, git: false }), () => true)).toEqual(commands);
});

const UV = { "pyproject.toml": "[tool.pytest.ini_options]\n", "uv.lock": "" };
const PNPM = { "package.json": '{ "scripts": { "test": "x" } }', "pnpm-lock.yaml": "" };
test.each<[string, Record<string, string>, string, string[]]>([
  ["uv", UV, "python3", ["python3 -m pytest"]],
  ["poetry", { "pyproject.toml": "pytest", "poetry.lock": "" }, "python3", ["python3 -m pytest"]],
  ["pnpm", PNPM, "npm", ["npm test"]],
  ["every program for it", UV, "npm", []],
])(
  "where %s is not on this machine nothing is proposed that needs it",
  (_, files, there, commands) => {
    const root = makeProject({ files, git: false });
    expect(
      ownTests(
        root,
        (name) => name === there,
        () => true,
      ),
    ).toEqual(commands);
  },
);

test("a runner that Python does not find is not proposed, and its tests are told not to run", () => {
  const root = makeProject({
    files: { "requirements.txt": "pytest\n", "test_a.py": "import unittest\n" },
    git: false,
  });
  const lacks = [() => true, (module: string) => module !== "pytest"] as const;
  expect(ownTests(root, ...lacks)).toEqual([]);
  expect(testsProblem(root, ...lacks)).toBe(
    "the project's own tests are not run: python3 -m pytest (requirements.txt) needs pytest, which is not installed here",
  );
  expect(
    testsProblem(
      root,
      () => true,
      () => true,
    ),
  ).toBeNull();
});

test("whether Python finds a module is seen without running anything of the project", () => {
  const root = makeProject({ files: { "tests/test_a.py": "def test_a(): pass\n" }, git: false });
  const { PATH } = process.env;
  const missing = () => foundTests(root)[0]!.missing;
  try {
    const venv = (name: string, more: Record<string, string>) => {
      writeFiles(root, {
        [`${name}/pyvenv.cfg`]: "",
        [`${name}/bin/python3`]: "#!/bin/sh\ntouch RAN\n",
        ...more,
      });
      chmodSync(join(root, name, "bin/python3"), 0o755);
      process.env.PATH = `${join(root, name, "bin")}:${PATH}`;
    };
    venv("bare", {});
    expect(missing()).toBe("pytest");
    venv("with", { "with/lib/python3.12/site-packages/pytest/__init__.py": "" });
    expect(missing()).toBeUndefined();
    expect(existsSync(join(root, "RAN"))).toBe(false);
  } finally {
    process.env.PATH = PATH;
  }
});
