// Guarantee: A task lands when its criteria held.
import { afterAll, expect, test } from "bun:test";
import { ownTests } from "../../../src/workflows/checks/own-tests.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

afterAll(cleanup);

test.each<[string, Record<string, string>, string[]]>([
  ["a script", { "package.json": '{ "scripts": { "test": "node --test" } }' }, ["npm test"]],
  ["a script of Bun's", { "package.json": '{ "scripts": { "test": "x" } }', "bun.lock": "" }, ["bun run test"]],
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
])("where %s is not on this machine nothing is proposed that needs it", (_, files, there, commands) => {
  expect(ownTests(makeProject({ files, git: false }), (name) => name === there)).toEqual(commands);
});
