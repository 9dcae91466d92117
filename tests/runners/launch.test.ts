// Commands as people write them: which are asked for a report, and how.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reportingCall } from "../../src/runners/index.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import commands from "./launch.yaml";

afterEach(cleanup);

const script = (text: string): Record<string, string> => ({
  "package.json": JSON.stringify({ scripts: { test: text } }),
});

function called(
  command: string,
  files: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  const root = tempDir();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const call = reportingCall(command.split(" "), root, join(root, "r"), env);
  if (call === null) return null;
  const own =
    command.split(" ").length + (call.words.includes("run") && !command.includes("run") ? 1 : 0);
  const added = call.words.slice(own).map((word) => word.replaceAll(join(root, "r"), "<r>"));
  return {
    runner: call.runner,
    added: added.join(" "),
    sets: Object.keys(call.env),
    adds: call.adds,
  };
}

const workspace = {
  "package.json": '{"workspaces":["packages/*"],"scripts":{"test":"npm test -w packages/a"}}',
  "packages/a/package.json": '{"name":"@shop/a","scripts":{"test":"jest"}}',
};
/** A command in a project with these files, or with this script of its tests. */
interface Typed {
  name: string;
  command: string;
  test?: string;
  files?: Record<string, string> | "a workspace";
}
const filesOf = ({ test, files = {} }: Typed): Record<string, string> =>
  test !== undefined ? script(test) : files === "a workspace" ? workspace : files;
const { reports, sets, stands } = commands;

test.each(reports as (Typed & { runner: string; added: string })[])("$name", (typed) => {
  const call = called(typed.command, filesOf(typed));
  expect([call?.runner, call?.added]).toEqual([typed.runner, typed.added]);
  expect(call!.adds).toBe(typed.added !== "");
});

test.each([
  ["pnpm test", "pnpm run test"],
  ["pnpm t", "pnpm run test"],
  ["npx pnpm --filter @shop/a -s test", "npx pnpm --filter @shop/a -s run test"],
  ["pnpm -C packages/a test src", "pnpm -C packages/a run test src"],
  ["pnpm run test", "pnpm run test"],
  ["npm test", "npm test --"],
])("%s is called as %s: pnpm takes options behind `test` for its own", (command, whole) => {
  const root = tempDir();
  const text = JSON.stringify({ name: "@shop/a", scripts: { test: "jest" } });
  mkdirSync(join(root, "packages/a"), { recursive: true });
  for (const folder of ["", "packages/a"]) writeFileSync(join(root, folder, "package.json"), text);
  expect(reportingCall(command.split(" "), root, "/r", {})!.words.join(" ")).toBe(
    `${whole} --json --outputFile=/r.json`,
  );
});

test.each(sets as (Typed & { sets: string[] })[])(
  "$name gets a variable, because arguments would come too late",
  (typed) => {
    const call = called(typed.command, filesOf(typed), { GOFLAGS: "-count=1" });
    expect([call?.added, call?.sets]).toEqual(["", typed.sets]);
  },
);

test.each(stands as Typed[])("$name is run as it stands", (typed) => {
  expect(called(typed.command, filesOf(typed))).toBeNull();
});
