// Phases are inserted, removed and moved: folders, files and every text that names one agree afterwards, also after a break.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { disk } from "../../../src/store/disk.ts";
import { changeRoadmap } from "../../../src/workflows/phases/planning/change-roadmap.ts";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { missingNumbers, type RoadmapChange } from "../../../src/workflows/phases/planning/roadmap-change.ts";
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
const done = (root: string, change: RoadmapChange) => {
  const changed = changeRoadmap(root, change);
  if (!changed.ok) throw new Error(changed.problems.map((one) => `${one.file}:${one.line} ${one.problem}`).join("\n"));
  return changed;
};
const refused = (root: string, change: RoadmapChange): string => {
  const before = all(root);
  const changed = changeRoadmap(root, change);
  expect(all(root)).toEqual(before);
  return changed.ok
    ? ""
    : changed.problems.map((one) => `${one.file.split("/").at(-1)}:${one.line ?? ""} ${one.problem}`).join("\n");
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
const folders = (root: string): string[] => readdirSync(join(root, ".planning/phases")).sort();

describe("a phase is inserted", () => {
  test("behind another one with a decimal number", () => {
    const root = project(FOUR);
    const before = all(root);
    expect(done(root, { kind: "insert", after: "2", phase: { ...fresh, depends_on: ["2.1"] } }).moves.phase).toBe(
      "2.2",
    );
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
    expect(roadmap).toContain("| 2.1. hot | 0/2 | Planned | - |\n| 2.2. Fix | 0/TBD | Not started | - |\n| 3. share");
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
    expect(done(root, { kind: "insert", after: null, phase: fresh }).moves.phase).toBe("8");
    expect(order(root).at(-1)).toEqual(["8", "Fix", []]);
    expect(readFileSync(path, "utf8").replaceAll("\r\n", "")).not.toContain("\n");
  });

  test("without a look into the folders of other phases, which a removal needs", () => {
    const root = project(FOUR);
    writeFileSync(join(root, ".planning/phases/02-find/02-NOTES.md"), "\0");
    expect(refused(root, { kind: "remove", phase: "4" })).toContain("02-NOTES.md: it has a zero byte");
    expect(done(root, { kind: "insert", after: null, phase: fresh }).moves.phase).toBe("5");
  });

  test("not behind one that is not there, or before what it depends on", () => {
    const root = project(FOUR);
    expect(refused(root, { kind: "insert", after: "7", phase: fresh })).toContain(
      "found no Phase 7, expected one of 1, 2, 2.1, 3, 4",
    );
    expect(refused(root, { kind: "insert", after: "2", phase: { ...fresh, depends_on: ["3"] } })).toContain(
      "depends on Phase 3",
    );
  });
});

describe("a phase is removed", () => {
  test("those behind it close up, and its folder is kept elsewhere", () => {
    const root = project(FOUR);
    const { moves } = done(root, { kind: "remove", phase: "3" });
    expect(moves.unmapped).toEqual(["SHARE-01"]);
    expect(order(root)).toEqual([
      ["1", "base", []],
      ["2", "find", []],
      ["2.1", "hot", ["2"]],
      ["3", "sync", ["2.1", "1"]],
    ]);
    expect(folders(root)).toEqual(["01-base", "02-find", "02.1-hot", "03-sync"]);
    expect(readdirSync(join(root, ".planning/removed/03-share")).length).toBe(4);
    expect(readFileSync(join(root, ".planning/REQUIREMENTS.md"), "utf8")).toContain(
      "| SHARE-01 | -       | Pending |\n| SYNC-01 | Phase 3 | Pending |",
    );
    expect(readFileSync(join(root, ".planning/STATE.md"), "utf8")).toBe(
      "---\ncurrent_phase: 03\n---\n# S\n\nPhase: 3 of 9 (x)\n",
    );
    expect(readFileSync(join(root, ".planning/phases/03-sync/03-02-PLAN.md"), "utf8")).toBe(
      plan("03-sync", "4").replaceAll("04", "03").replace("2026-03", "2026-04").replace("# Phase 4", "# Phase 3"),
    );
    expect(readPlanning(root).problems).toEqual([]);
  });

  test("a decimal one: roadmap and folders agree, and who depended on it depends on what it did", () => {
    const root = project(FOUR);
    done(root, { kind: "remove", phase: "02.1" });
    expect(order(root).map(([number, , depends]) => [number, depends])).toEqual([
      ["1", []],
      ["2", []],
      ["3", ["1"]],
      ["4", ["2", "1"]],
    ]);
    expect(folders(root)).toEqual(["01-base", "02-find", "03-share", "04-sync"]);
    const roadmap = readFileSync(join(root, ".planning/ROADMAP.md"), "utf8");
    expect(roadmap).not.toContain("2.1");
    expect(roadmap).toContain("**Depends on**: Phase 2, Phase 1 (so far)");
    expect(roadmap).toContain("Phase 2 is mentioned here.");
    expect(readPlanning(root).problems).toEqual([]);
  });

  test.each([
    ["1", "ROADMAP.md:15 found Phase 1, and it is done; expected one that nothing was done in"],
    ["2", "ROADMAP.md:24 found Phase 2 with 2.1 behind it; expected those to be removed first"],
    ["9", "ROADMAP.md: found no Phase 9, expected one of 1, 2, 2.1, 3, 4"],
  ])("not %s", (phase, problem) => expect(refused(project(FOUR), { kind: "remove", phase })).toBe(problem));

  test("not the only one: a roadmap has phases", () => {
    const root = project([{ number: "1", name: "base" }]);
    expect(refused(root, { kind: "remove", phase: "1" })).toContain(
      "found Phase 1 alone, expected another one beside it; insert that first",
    );
  });

  test("not where one that was begun would get another number", () => {
    const root = project(FOUR);
    writeFileSync(join(root, ".planning/phases/04-sync/04-01-SUMMARY.md"), "");
    expect(refused(root, { kind: "remove", phase: "3" })).toContain(
      "Phase 4 would become Phase 3, and there is .planning/phases/04-sync/04-01-SUMMARY.md already",
    );
  });
});

test("a folder that a change has left on its way is nothing's place, until it has its name again", () => {
  const root = project(FOUR);
  const left = ".planning/phases/.moving-03-sync";
  mkdirSync(join(root, left));
  const problem = `found a folder that a broken-off change of the roadmap has left, expected none; give it its name again: mv ${left} .planning/phases/03-sync`;
  expect(refused(root, { kind: "remove", phase: "3" })).toBe(`.moving-03-sync: ${problem}`);
  expect(readPlanning(root).problems).toEqual([{ file: left, line: null, problem }]);
  expect(folders(root)).toContain("04-sync");
});

describe("a phase that commits name", () => {
  test("keeps its number and its place, also without a summary", () => {
    const root = project(FOUR);
    const git = (...args: string[]): void => {
      const done = Bun.spawnSync(["git", "-c", "user.name=x", "-c", "user.email=x@x", ...args], { cwd: root });
      if (done.exitCode !== 0) throw new Error(done.stderr.toString());
    };
    git("init", "-q");
    git("commit", "-q", "--allow-empty", "-m", "feat(04-02): sync");
    for (const phase of ["3", "4"])
      expect(refused(root, { kind: "remove", phase })).toMatch(/found commit [0-9a-f]{12} of plan 04-02, whose phase/);
    expect(changeRoadmap(root, { kind: "insert", after: null, phase: fresh }).ok).toBe(true);
  });
});

describe("a phase is moved", () => {
  test("with its decimal ones and all that names it", () => {
    const root = project([...FOUR.slice(0, 4), { number: "4", name: "sync" }]);
    done(root, { kind: "move", phase: "4", before: "2" });
    expect(order(root)).toEqual([
      ["1", "base", []],
      ["2", "sync", []],
      ["3", "find", []],
      ["3.1", "hot", ["3"]],
      ["4", "share", ["1"]],
    ]);
    expect(folders(root)).toEqual(["01-base", "02-sync", "03-find", "03.1-hot", "04-share"]);
    const planning = readPlanning(root);
    expect(planning.problems).toEqual([]);
    expect(planning.phases.map((one) => one.plans.map((each) => [each.id, each.depends_on]))).toEqual(
      ["01", "02", "03", "03.1", "04"].map((one) => [
        [`${one}-01`, []],
        [`${one}-02`, [`${one}-01`]],
      ]),
    );
    const roadmap = readFileSync(join(root, ".planning/ROADMAP.md"), "utf8");
    expect(roadmap.match(/^\| \d.*? \|/gm)).toEqual([
      "| 1. base |",
      "| 2. sync |",
      "| 3. find |",
      "| 3.1. hot |",
      "| 4. share |",
    ]);
    expect(roadmap.match(/\*\*Phase .*?\*\*/g)).toEqual([
      "**Phase 1: base**",
      "**Phase 2: sync**",
      "**Phase 3: find**",
      "**Phase 3.1: hot**",
      "**Phase 4: share**",
    ]);
    expect(roadmap).toContain("- [ ] 03.1-01-PLAN.md — a\n- [ ] 03.1-02: b\n");
  });

  test.each<[RoadmapChange, string]>([
    [{ kind: "move", phase: "4", before: "2" }, "Phase 4 (sync) would be Phase 2 and depend on Phase 3.1"],
    [{ kind: "move", phase: "3", before: "1" }, "found that Phase 1 would become Phase 2, and it is done"],
    [{ kind: "move", phase: "2.1", before: "4" }, "found a decimal phase, expected whole ones"],
  ])("not as in %j", (change, problem) => expect(refused(project(FOUR), change)).toContain(problem));
});

describe("numbers", () => {
  test("that two folders have are told with both names, and nothing is changed", () => {
    const root = project(FOUR);
    mkdirSync(join(root, ".planning/phases/3-other"));
    expect(refused(root, { kind: "remove", phase: "4" })).toBe(
      "phases: found 03-share and 3-other with the number 3, expected one folder for it",
    );
  });

  test("that two phases have, and that a stray folder has", () => {
    const twice = project([...FOUR, { number: "3", name: "again" }]);
    expect(refused(twice, { kind: "remove", phase: "4" })).toContain("found Phase 3 once more (first in line");
    const stray = project(FOUR);
    mkdirSync(join(stray, ".planning/phases/05-stray"));
    const roadmap = join(stray, ".planning/ROADMAP.md");
    writeFileSync(roadmap, readFileSync(roadmap, "utf8").replaceAll(/Phase 0?4/g, "Phase 6"));
    expect(missingNumbers(readPlanning(stray).roadmap!.phases).map((one) => one.problem)).toEqual([
      "found Phase 6 behind Phase 3, expected Phase 4",
    ]);
  });
});

describe("a change that is broken off", () => {
  const CHANGE: RoadmapChange = { kind: "move", phase: "4", before: "2" };
  const FREE = [...FOUR.slice(0, 4), { number: "4", name: "sync" }];

  test("at any call of the disk is told, and finished when it is asked for again", () => {
    const whole = project(FREE);
    let calls = 0;
    disk.rename = (from, to) => {
      calls++;
      real.rename(from, to);
    };
    done(whole, CHANGE);
    Object.assign(disk, real);
    const expected = all(whole);
    expect(calls).toBeGreaterThan(20);
    for (let fail = 1; fail <= calls; fail++) {
      const root = project(FREE);
      let call = 0;
      disk.rename = (from, to) => {
        if (++call === fail) throw Object.assign(new Error("broken"), { code: "EIO" });
        real.rename(from, to);
      };
      expect(changeRoadmap(root, CHANGE).ok).toBe(false);
      Object.assign(disk, real);
      const begun = existsSync(join(root, ".task/roadmap-change.json"));
      expect(readPlanning(root).problems.some((one) => one.problem.includes("broken off (move 4 before 2)"))).toBe(
        begun,
      );
      expect(done(root, CHANGE).finished).toBe(begun);
      expect(all(root)).toEqual(expected);
      expect(existsSync(join(root, ".task/roadmap-change.json"))).toBe(false);
    }
  });

  test("a record that names other places is refused", () => {
    const root = project(FREE);
    writeFileSync(join(root, "mine"), "x");
    mkdirSync(join(root, ".task"));
    const moves = { phase: "1", numbers: [], folders: [], files: [], texts: [], unmapped: [] };
    for (const more of [
      { texts: [{ path: ".planning/../mine", text: "" }] },
      { texts: [{ path: "mine", text: "" }] },
      { folders: [{ from: ".planning/phases/..", to: ".planning/phases/09-x" }] },
      { folders: [{ from: "src", to: ".planning/phases/09-x" }] },
      { files: [{ from: ".planning/phases/../../mine", to: ".planning/phases/../../other" }] },
    ]) {
      writeFileSync(
        join(root, ".task/roadmap-change.json"),
        JSON.stringify({ asked: "", stage: 0, moves: { ...moves, ...more } }),
      );
      expect(refused(root, CHANGE)).toContain("cannot be finished");
    }
    expect(readFileSync(join(root, "mine"), "utf8")).toBe("x");
  });
});

test("after any changes roadmap, folders, plans, requirements and dependencies agree", () => {
  const given = fc.array(fc.record({ decimals: fc.nat(2), depends: fc.array(fc.nat(9), { maxLength: 2 }) }), {
    minLength: 2,
    maxLength: 5,
  });
  const change = fc.record({
    kind: fc.constantFrom("insert", "remove", "move"),
    one: fc.nat(20),
    other: fc.option(fc.nat(20)),
  });
  fc.assert(
    fc.property(given, fc.array(change, { maxLength: 4 }), fc.nat(2), (nodes, changes, finished) => {
      const phases: Given[] = [];
      for (const [at, { decimals, depends }] of nodes.entries())
        for (let inner = 0; inner <= decimals; inner++) {
          const number = inner === 0 ? `${at + 1}` : `${at + 1}.${inner}`;
          const before = phases.map((one) => one.number);
          phases.push({
            number,
            name: `p${phases.length}`,
            depends: before.length === 0 ? [] : [...new Set(depends.map((one) => before[one % before.length]!))],
            done: phases.length < finished,
          });
        }
      const root = project(phases);
      let inserted = 0;
      for (const { kind, one, other } of changes) {
        const was = readPlanning(root).roadmap!.phases;
        const pick = (at: number): string => was[at % was.length]!.number;
        const asked: RoadmapChange =
          kind === "insert"
            ? { kind, after: other === null ? null : pick(other), phase: { ...fresh, name: `new${inserted++}` } }
            : kind === "remove"
              ? { kind, phase: pick(one) }
              : { kind: "move", phase: pick(one), before: other === null ? null : pick(other) };
        const before = all(root);
        const changed = changeRoadmap(root, asked);
        if (!changed.ok) expect(all(root)).toEqual(before);
        const planning = readPlanning(root);
        expect(planning.problems).toEqual([]);
        const now = planning.roadmap!.phases;
        const nameOf = (list: typeof now, number: string): string => list.find((each) => each.number === number)!.name;
        // In the file they stand in the order of their numbers.
        expect(now.map((each) => each.number)).toEqual(
          now.map((each) => each.number).sort((a, b) => Number(a) - Number(b)),
        );
        const gone = was.filter((each) => !now.some((also) => also.name === each.name));
        expect(gone.length).toBe(changed.ok && asked.kind === "remove" ? 1 : 0);
        for (const each of now) {
          const old = was.find((also) => also.name === each.name);
          if (old === undefined) continue;
          expect(each.done).toBe(old.done);
          if (old.done) expect(each.number).toBe(old.number);
          const heirs = gone.flatMap((also) => also.depends_on.map((number) => nameOf(was, number)));
          const expected = old.depends_on.flatMap((number) =>
            nameOf(was, number) === gone[0]?.name ? heirs : [nameOf(was, number)],
          );
          expect(each.depends_on.map((number) => nameOf(now, number)).sort()).toEqual([...new Set(expected)].sort());
        }
        for (const folder of planning.phases) {
          const name = folder.name.replace(/^[\d.]+-/, "");
          if (name.startsWith("new")) continue;
          expect(nameOf(now, folder.number)).toBe(name);
          const text = readFileSync(join(root, ".planning/REQUIREMENTS.md"), "utf8");
          expect(text).toContain(`| ${name.toUpperCase()}-01 | Phase ${folder.number} |`);
          for (const each of folder.plans) expect(each.path).toContain(`/${folder.name}/${two(folder.number)}-`);
        }
      }
    }),
    {
      numRuns: 40,
      examples: [
        [
          [
            { decimals: 0, depends: [] },
            { decimals: 0, depends: [] },
          ],
          [
            { kind: "remove", one: 0, other: null },
            { kind: "remove", one: 0, other: null },
          ],
          0,
        ],
      ],
    },
  );
});
