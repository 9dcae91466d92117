// Phases are inserted: the others keep their numbers, also after a break.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { disk } from "../../../src/store/disk.ts";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { insertPhase } from "../../../src/workflows/phases/planning/roadmap-change.ts";
import type { Stopped } from "../../../src/workflows/phases/stopped.ts";
import { removeAll, scratch } from "./scratch.ts";

afterAll(removeAll);
const real = { ...disk };
afterEach(() => void Object.assign(disk, real));

const two = (number: string): string => number.replace(/^\d+/, (one) => one.padStart(2, "0"));

const plan = (folder: string, number: string): string =>
  `---\nphase: ${folder}\nplan: 02\nwave: 2\ndepends_on: ["${two(number)}-01"] # by hand\nown: Phase ${number}\n---\n# Phase ${number}: x\n\n@.planning/phases/${folder}/${two(number)}-CONTEXT.md\n\n<task type="auto"><name>Do</name><action>As in ${two(number)}-01-PLAN.md, and 2026-${two(number)}-01.</action></task>\n`;

interface Given {
  number: string;
  name: string;
  depends?: string[];
  done?: boolean;
}

/** A project with these phases; each but the done ones has two plans, the done ones have a summary, too. */
function project(phases: Given[], end = "\n"): string {
  const root = scratch();
  const write = (path: string, text: string): void => {
    const file = join(root, ".planning", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll("\n", end));
  };
  write(
    "ROADMAP.md",
    `# Roadmap: Notes\n\nPhase 2 is mentioned here.\n\n## Phases\n\n${phases.map((one) => `- [${one.done ? "x" : " "}] **Phase ${one.number}: ${one.name}** - ${one.name} for Phase 9\n`).join("")}
## Phase Details\n${phases
      .map(
        (one) =>
          `\n### Phase ${two(one.number)}: ${one.name}\n**Goal**: ${one.name}\n**Depends on**: ${one.depends?.map((each) => `Phase ${each}`).join(", ") || "Nothing"} (so far)\n**Requirements**: ${one.name.toUpperCase()}-01\n\nPlans:\n- [ ] ${two(one.number)}-01-PLAN.md — a\n- [ ] ${two(one.number)}-02: b\n`,
      )
      .join("")}
## Progress\n\n| Phase | Plans Complete | Status | Completed |\n|---|---|---|---|\n${phases.map((one) => `| ${one.number}. ${one.name} | 0/2 | Planned | - |\n`).join("")}`,
  );
  write(
    "REQUIREMENTS.md",
    `# R\n\n## v1\n\n${phases.map((one) => `- [ ] **${one.name.toUpperCase()}-01**: x\n`).join("")}\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n${phases.map((one) => `| ${one.name.toUpperCase()}-01 | Phase ${one.number} | Pending |\n`).join("")}`,
  );
  write(
    "STATE.md",
    `---\ncurrent_phase: ${two(phases.at(-1)!.number)}\n---\n# S\n\nPhase: ${phases.at(-1)!.number} of 9 (x)\n`,
  );
  for (const { number, name, done } of phases) {
    const folder = `${two(number)}-${name}`;
    for (const file of ["01-PLAN.md", "02-PLAN.md"])
      write(
        `phases/${folder}/${two(number)}-${file}`,
        plan(folder, number)
          .replace("plan: 02", `plan: ${file.slice(0, 2)}`)
          .replace(file === "01-PLAN.md" ? /depends_on: \[.*\]/ : /$^/, "depends_on: []"),
      );
    write(`phases/${folder}/${two(number)}-CONTEXT.md`, `# Phase ${number}: x\n`);
    write(`phases/${folder}/mock.png`, "");
    if (done) write(`phases/${folder}/${two(number)}-01-SUMMARY.md`, "---\nphase: x\n---\n# Done\n");
  }
  return root;
}

const all = (root: string): Record<string, string> => {
  const files: Record<string, string> = {};
  const walk = (folder: string): void => {
    for (const one of readdirSync(join(root, folder), { withFileTypes: true }))
      if (one.isDirectory()) walk(`${folder}/${one.name}`);
      else files[`${folder}/${one.name}`] = readFileSync(join(root, folder, one.name), "utf8");
  };
  walk(".planning");
  return files;
};
const refused = (root: string, change: () => unknown): string => {
  const before = all(root);
  let problems: string[] = [];
  try {
    change();
  } catch (error) {
    ({ problems } = error as Stopped);
  }
  expect(all(root)).toEqual(before);
  return problems.map((one) => one.replace(/^[^ ]*\//, "")).join("\n");
};
const fresh = { name: "Fix", goal: "It holds", criteria: ["It is seen"], requirements: [], depends_on: [], risk: null };

const FOUR: Given[] = [
  { number: "1", name: "base", done: true },
  { number: "2", name: "find" },
  { number: "2.1", name: "hot", depends: ["2"] },
  { number: "3", name: "share", depends: ["1"] },
  { number: "4", name: "sync", depends: ["2.1", "1"] },
];
const order = (root: string): [string, string, string[]][] =>
  readPlanning(root).roadmap!.phases.map((one) => [one.number, one.name, one.depends_on]);

describe("a phase is inserted", () => {
  test("behind another one with a decimal number", () => {
    const root = project(FOUR);
    const before = all(root);
    expect(insertPhase(root, "2", { ...fresh, depends_on: ["2.1"] })).toBe("2.2");
    expect(order(root).map(([number, name]) => `${number} ${name}`)).toEqual([
      "1 base",
      "2 find",
      "2.1 hot",
      "2.2 Fix",
      "3 share",
      "4 sync",
    ]);
    const after = all(root);
    const roadmap = after[".planning/ROADMAP.md"]!;
    expect(roadmap).toContain(
      "hot for Phase 9\n- [ ] **Phase 2.2: Fix (INSERTED)** - It holds\n- [ ] **Phase 3: share**",
    );
    const added = roadmap.split("\n").filter((line) => !before[".planning/ROADMAP.md"]!.split("\n").includes(line));
    expect(added.slice(0, 3)).toEqual([
      "- [ ] **Phase 2.2: Fix (INSERTED)** - It holds",
      "### Phase 2.2: Fix (INSERTED)",
      "**Goal:** It holds",
    ]);
    const folder = { ".planning/phases/02.2-fix/.gitkeep": "" };
    expect(after).toEqual({ ...before, ...folder, ".planning/ROADMAP.md": roadmap });
    expect(readPlanning(root).problems).toEqual([]);
  });

  test("at the end with the next whole one, also where a milestone that is over had more", () => {
    const root = project(FOUR, "\r\n");
    const path = join(root, ".planning/ROADMAP.md");
    writeFileSync(path, `${readFileSync(path, "utf8")}\r\n<details>\r\n- [x] Phase 7: old\r\n</details>`);
    expect(insertPhase(root, null, fresh)).toBe("8");
    expect(order(root).at(-1)).toEqual(["8", "Fix", []]);
    expect(readFileSync(path, "utf8").replaceAll("\r\n", "")).not.toContain("\n");
  });

  test("not behind one that is not there", () => {
    const root = project(FOUR);
    expect(refused(root, () => insertPhase(root, "7", fresh))).toContain(
      "found no Phase 7, expected one of 1, 2, 2.1, 3, 4",
    );
  });
});

test("numbers that two folders or two phases have are told, and nothing is changed", () => {
  const root = project(FOUR);
  mkdirSync(join(root, ".planning/phases/3-other"));
  expect(refused(root, () => insertPhase(root, "1", fresh))).toBe(
    "3-other: found the number 3, which 03-share has, too; expected one folder for it",
  );
  const twice = project([...FOUR, { number: "3", name: "again" }]);
  expect(refused(twice, () => insertPhase(twice, "1", fresh))).toContain("found Phase 3 once more (first in line");
});
