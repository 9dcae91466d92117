// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../../../src/project/project.ts";
import {
  memoryFile,
  memoryText,
  rememberAll,
} from "../../../../src/workflows/council/audit/memory.ts";
import { cleanup, tempDir } from "../../../harness/project.ts";

afterEach(cleanup);

const RUN = "council-0a1b2c3d";
const LATER = "council-11112222";

function project(text?: string): Project {
  const root = tempDir();
  const at: Project = { root, task: join(root, ".task"), found: "folder" };
  mkdirSync(join(at.task, "memory"), { recursive: true });
  if (text !== undefined) writeFileSync(fileOf(at), text);
  return at;
}
const fileOf = ({ root }: Project): string => join(root, memoryFile("auditor"));
const teach = (at: Project, run: string, ...texts: string[]): string[] =>
  rememberAll(at, run, { auditor: texts });
const lines = (at: Project): string[] => memoryText(at, "auditor").split("\n");

test("what runs teach is kept, each entry once, with the run that said it last", () => {
  const at = project();
  expect(teach(at, RUN, "Ports are in config/ports.json", "  Node 22\nis the oldest  ")).toEqual(
    [],
  );
  teach(at, LATER, "ports are in config/ports.json.");
  expect(lines(at).sort()).toEqual([
    `- Node 22 is the oldest (${RUN})`,
    `- ports are in config/ports.json. (${LATER})`,
  ]);
  expect(readFileSync(fileOf(at), "utf8")).toStartWith("# Memory: auditor\n");
});

test("lines of a person stay, and are told before every line of a run", () => {
  const mine = "# Mine\n\nUse the staging database.\n* never touch legacy/\n<!-- a comment -->\n";
  const at = project(mine.replaceAll("\n", "\r\n"));
  for (let n = 1; n <= 40; n++) teach(at, RUN, `lesson ${n}`);
  expect(lines(at)).toEqual([
    "Use the staging database.",
    "* never touch legacy/",
    ...Array.from({ length: 18 }, (_, n) => `- lesson ${n + 23} (${RUN})`),
  ]);
  expect(readFileSync(fileOf(at), "utf8")).toStartWith(mine);
  expect(readFileSync(fileOf(at), "utf8").match(/lesson/g)).toHaveLength(20);
});

test("a link is neither read nor written through", () => {
  const at = project();
  const elsewhere = join(tempDir(), "other.md");
  writeFileSync(elsewhere, "- foreign\n");
  symlinkSync(elsewhere, fileOf(at));
  expect(memoryText(at, "auditor")).toBe("");
  expect(teach(at, RUN, "new").join()).toContain("symbolic link");
  expect(readFileSync(elsewhere, "utf8")).toBe("- foreign\n");
  expect(lstatSync(fileOf(at)).isSymbolicLink()).toBe(true);
});

test("what a person said stays theirs where a run says it again", () => {
  const at = project("- Use the staging database.\n");
  teach(at, LATER, "use the STAGING database", " - ");
  expect(readFileSync(fileOf(at), "utf8")).toBe("- Use the staging database.\n");
});

test("however many lines a person writes, none goes, and a brief tells twenty", () => {
  const at = project(Array.from({ length: 25 }, (_, n) => `line ${n}\n`).join(""));
  expect(teach(at, RUN, "new")).toEqual([]);
  expect(readFileSync(fileOf(at), "utf8")).toContain(`line 24\n- new (${RUN})\n`);
  expect(lines(at)).toHaveLength(20);
});

test("a line has at most 200 characters", () => {
  const at = project(`${"語".repeat(1_000)}\n`);
  teach(at, RUN, "x".repeat(1_000));
  expect(lines(at).map((line) => line.length)).toEqual([200, expect.any(Number)]);
  expect(lines(at)[1]).toMatch(/x… \(council-0a1b2c3d\)$/);
  expect(lines(at)[1]!.length).toBeLessThanOrEqual(200);
});
