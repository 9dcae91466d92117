// What is typed behind a command that is about a phase: which phase it names, and what is said of
// anything else.
// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { calledAs, inHost, PLUGIN, speak } from "../../../../src/plugin.ts";
import { slipIn } from "../../../../src/run/commands/usage/slips.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { startLine } from "../../../../src/workflows/index.ts";
import { requestedPhase } from "../../../../src/workflows/phases/routes/phase-found.ts";
import { readLine } from "../../../harness/start-line.ts";
import { project, write } from "../planning/planning-given.ts";
import { removeAll, scratch } from "../scratch.ts";

afterAll(removeAll);

const root = scratch();
project(root, [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search" },
  { number: "2.1", name: "Hot fix" },
  { number: "10", name: "Sync all" },
]);

const asked = (text: string, at = root) => requestedPhase(at, text, "plan-phase");
const refused = (text: string, at = root): string => {
  const got = asked(text, at);
  if (got.ok) throw new Error(`${text} was taken as ${got.request}`);
  return got.problem;
};

test.each([
  ["2", "02", "Phase 2"],
  ["02", "02", "Phase 2"],
  ["2.1", "02.1", "Phase 2.1"],
  ["02.1", "02.1", "Phase 2.1"],
  ["10", "10", "Phase 10"],
  ["phase 2", "02", "Phase 2"],
  ["Phase 2: use SQLite", "02", "Phase 2: use SQLite"],
  ["#2", "02", "Phase 2"],
  ["02-search", "02", "Phase 2"],
  ["2 use SQLite, and 3 tables", "02", "Phase 2: use SQLite, and 3 tables"],
])("%j is phase %s", (text, phase, request) => {
  expect(asked(text)).toEqual({ ok: true, entry: "plan-phase", request, options: { phase } });
});

test("the request of a start names its phase again", () => {
  const first = asked("2.1 use SQLite");
  if (!first.ok) throw new Error(first.problem);
  expect(asked(first.request)).toEqual(first);
});

import { ROADMAP_OF } from "../../../harness/phases/project.ts";

describe("what names no phase that is there", () => {
  test.each([
    [
      "3",
      "The roadmap has no phase 3; open are 2 (Search), 2.1 (Hot fix), 10 (Sync all). For example",
    ],
    ["2.2", "The roadmap has no phase 2.2; open are"],
    [
      "",
      "Type the number of a phase first; open are 2 (Search), 2.1 (Hot fix), 10 (Sync all). For example",
    ],
    ["2-10", "For example multi-ai run plan-phase 2"],
    ["Search", "Type the number of a phase first"],
    ["-1", "Type the number of a phase first"],
    ["2x", "Type the number of a phase first"],
    ["99999", "Type the number of a phase first"],
  ])("%j is refused", (text, problem) => {
    expect(refused(text)).toContain(problem);
  });

  test("a folder without a roadmap is told how one is made, and a project that lost its own how it comes back", () => {
    expect(refused("1", scratch())).toBe(
      'There is no .planning/ROADMAP.md: multi-ai run new-project "<idea>" creates one.',
    );
    const lost = scratch();
    write(lost, "phases/01-base/01-01-PLAN.md", "# Plan\n");
    expect(refused("1", lost)).toStartWith(
      ".planning/ROADMAP.md: it is missing, expected the phases of the project: restore",
    );
  });

  test("where no phase, or one, is open, that is said", () => {
    const at = scratch();
    project(at, [
      { number: "1", name: "Base", done: true },
      { number: "2", name: "Search", done: true },
    ]);
    expect(refused("9", at)).toStartWith(
      "The roadmap has no phase 9; done are 1 (Base), 2 (Search). For example",
    );
    write(
      at,
      "ROADMAP.md",
      ROADMAP_OF([
        { number: "1", name: "Base", done: true },
        { number: "2", name: "Search" },
      ]),
    );
    expect(refused("9", at)).toStartWith(
      "The roadmap has no phase 9; open is 2 (Search). For example",
    );
  });

  test("a roadmap that cannot be read is named", () => {
    const at = scratch();
    mkdirSync(join(at, ".planning", "ROADMAP.md"), { recursive: true });
    expect(refused("1", at)).toStartWith(".planning/ROADMAP.md: ");
  });

  test("a roadmap without phases is named with what is expected", () => {
    const at = scratch();
    write(at, "ROADMAP.md", "---\nphases: []\n---\n");
    expect(refused("1", at)).toBe(
      ".planning/ROADMAP.md: found no phase, expected entries below `phases:`",
    );
    write(at, "ROADMAP.md", "# Roadmap\n");
    expect(refused("1", at)).toStartWith(".planning has the form of another tool");
  });
});

describe("the door", () => {
  beforeAll(() => speak(inHost));
  afterAll(() => speak(calledAs(PLUGIN)));

  test.each([
    ["plan-phase", "2 --gaps", "--gaps is not a flag of /multi-ai:plan-phase"],
    ["execute-phase", "2 --wave 1", "--wave is not a flag of /multi-ai:execute-phase"],
    ["verify-work", "2 it is --fast", "--fast is not a flag of /multi-ai:verify-work"],
    ["complete-milestone", "v1.0 --force", "--force is not a flag of /multi-ai:complete-milestone"],
    ["audit-milestone", "--all", "--all is not a flag of /multi-ai:audit-milestone"],
    ["map-codebase", "src --fast", "--fast is not a flag of /multi-ai:map-codebase"],
  ])("%s %s: a flag that is none is refused", (name, line, problem) => {
    const read = readLine(name, line, DEFAULT_SETTINGS, root);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  test("words with hyphens stand behind a lone --, and are typed so again", () => {
    const read = readLine("plan-phase", "--auto -- 2 no --force option", DEFAULT_SETTINGS, root);
    if (!read.ok) throw new Error(read.problem);
    expect(read.value.request).toBe("Phase 2: no --force option");
    const line = startLine(read.value.start, read.value.request).replace(
      "/multi-ai:plan-phase ",
      "",
    );
    expect(readLine("plan-phase", line, DEFAULT_SETTINGS, root)).toEqual(read);
  });

  test("a number alone is no answer to something else", () => {
    expect(slipIn("host", "plan-phase", "2")).toBeNull();
    expect(slipIn("host", "plan-phase", "02.1")).toBeNull();
    expect(slipIn("host", "multi-ai", "2")).toContain("does not say what to do");
    expect(slipIn("host", "plan-phase", "plan-phase 2")).toContain(
      "did you mean /multi-ai:plan-phase 2?",
    );
  });

  test("a start is typed again with its phase", () => {
    const read = readLine("plan-phase", "2.1 use SQLite", DEFAULT_SETTINGS, root);
    if (!read.ok) throw new Error(read.problem);
    const { request, start } = read.value;
    const line = startLine(start, request).replace("/multi-ai:plan-phase ", "");
    expect(readLine("plan-phase", line, DEFAULT_SETTINGS, root)).toEqual(read);
  });
});
