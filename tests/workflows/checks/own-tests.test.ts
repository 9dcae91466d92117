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
  expect(ownTests(makeProject({ files, git: false }))).toEqual(commands);
});
