// What it takes to work on a `.planning` of 500 phases and 5,000 plans in git: what commands read and write, and the looks that
// they begin with, each as a process of its own against one that does nothing; then the verbs of the built program, against the
// same in a project of one phase. Prints tables; a command may take 100 ms over its floor. Counts instructions in place of time
// with --instructions (needs perf).
// bun tests/bench/planning.bench.ts [rounds] [--instructions]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Candidate, type Measured, measure } from "./processes.ts";

const PHASES = 500;
const PLANS = 10;
const instructions = process.argv.includes("--instructions");
const rounds = Number(process.argv.slice(2).find((one) => !one.startsWith("--")) ?? 11);
const unit = instructions ? "M" : "ms";
const two = (n: number): string => String(n).padStart(2, "0");

/** A plan of some 2 kB, as GSD's planner writes them. */
const plan = (phase: number, n: number): string => `---
phase: ${two(phase)}-part-${phase}
plan: ${two(n)}
type: execute
wave: ${n < 5 ? 1 : 2}
depends_on: [${n < 5 ? "" : `"${two(phase)}-01"`}]
files_modified: [src/part-${phase}/file-${n}.ts, tests/part-${phase}/file-${n}.test.ts]
autonomous: true
requirements: [PART-${phase}]
must_haves:
  truths:
    - "Part ${phase} answers to what file ${n} asks"
  artifacts:
    - path: "src/part-${phase}/file-${n}.ts"
      provides: "An answer"
  key_links: []
---

<objective>
The answer of part ${phase}, file ${n}.
</objective>

<tasks>
${[1, 2, 3]
  .map(
    (task) => `
<task type="auto">
  <name>Task ${task}: answer</name>
  <files>src/part-${phase}/file-${n}.ts</files>
  <action>
${"Write what answers, and test it with what is asked most often.\n".repeat(5)}  </action>
  <verify>
    <automated>bun test tests/part-${phase}/file-${n}.test.ts</automated>
  </verify>
  <done>It answers</done>
</task>
`,
  )
  .join("")}
</tasks>
`;

const summary = (phase: number, n: number, commit: string): string => `---
phase: ${two(phase)}-part-${phase}
plan: ${two(n)}
key-files:
  created: []
---

# Phase ${phase} Plan ${n}: Summary

**It answers**

## Task Commits

1. **Task 1: answer** - \`${commit}\` (feat)

## Decisions Made

${"What is asked most often is answered first. ".repeat(8)}

## Self-Check: PASSED
`;

const git = (root: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-C", root, ...args], {
    encoding: "utf8",
    maxBuffer: 1e8,
  }).trim();

/** A project in git with this many phases; the first half of them is done. */
function fill(root: string, count: number): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "README.md"), "# Parts\n");
  git(root, "init", "-q");
  git(root, "add", "-A");
  git(root, "commit", "-qm", "start");
  const commit = git(root, "rev-parse", "HEAD");
  const firstOpen = Math.ceil(count / 2);

  const planning = join(root, ".planning");
  mkdirSync(join(planning, "phases"), { recursive: true });
  const phases = Array.from({ length: count }, (_, at) => at + 1);
  writeFileSync(join(planning, "PROJECT.md"), "# Parts\n\n## What This Is\n\nParts.\n\n## Core Value\n\nAnswers.\n");
  writeFileSync(
    join(planning, "REQUIREMENTS.md"),
    `# Requirements: Parts\n\n## v1 Requirements\n\n${phases.map((n) => `- [ ] **PART-${n}**: Part ${n} answers\n`).join("")}`,
  );
  writeFileSync(
    join(planning, "ROADMAP.md"),
    `# Roadmap: Parts\n\n## Phases\n\n${phases
      .map((n) => `- [${n < firstOpen ? "x" : " "}] **Phase ${n}: Part ${n}** - it answers\n`)
      .join("")}\n## Phase Details\n${phases
      .map(
        (n) =>
          `\n### Phase ${n}: Part ${n}\n**Goal**: It answers\n**Depends on**: ${n === 1 ? "Nothing" : `Phase ${Math.min(n - 1, firstOpen)}`}\n**Requirements**: PART-${n}\n**Success Criteria** (what must be TRUE):\n  1. Asked, it answers\n**Plans**: ${PLANS} plans\n\nPlans:\n${Array.from({ length: PLANS }, (_, m) => `- [ ] ${two(n)}-${two(m + 1)}-PLAN.md — answer\n`).join("")}`,
      )
      .join("")}`,
  );
  for (const n of phases) {
    const folder = join(planning, "phases", `${two(n)}-part-${n}`);
    mkdirSync(folder);
    for (let m = 1; m <= PLANS; m++) {
      writeFileSync(join(folder, `${two(n)}-${two(m)}-PLAN.md`), plan(n, m));
      if (n < firstOpen) writeFileSync(join(folder, `${two(n)}-${two(m)}-SUMMARY.md`), summary(n, m, commit));
    }
    if (n < firstOpen)
      writeFileSync(
        join(folder, `${two(n)}-VERIFICATION.md`),
        `---\nphase: ${two(n)}-part-${n}\nstatus: passed\nscore: 1/1 must-haves verified\n---\n`,
      );
  }
  git(root, "add", "-A");
  git(root, "commit", "-qm", "plans");
}

/** Puts back what a command has changed. */
function putBack(root: string): void {
  git(root, "reset", "-q", "--hard");
  git(root, "clean", "-qfd");
}

const temp = mkdtempSync(join(tmpdir(), "multi-ai-planning-bench-"));
const [home, small] = [join(temp, "large"), join(temp, "small")];

function print(measured: Measured[], floorOf: (name: string) => string): void {
  const ms = new Map(measured.map((one) => [one.name, one.ms]));
  console.log(`| | ${unit} | over its floor |\n|---|---|---|`);
  for (const one of measured) {
    const over = one.ms - ms.get(floorOf(one.name))!;
    console.log(`| ${one.name} | ${one.ms.toFixed(1)} | ${over === 0 ? "" : over.toFixed(1)} |`);
  }
}

try {
  fill(home, PHASES);
  fill(small, 1);
  const phases = join(import.meta.dir, "../../src/workflows/phases");
  const from = (file: string, names: string): string => `import { ${names} } from "${join(phases, file)}";\n`;
  const read = from("planning/read.ts", "readOverview, readPhase, readPlanning");
  const [OPEN, DONE] = [PHASES / 2, PHASES / 2 - 1];
  const told = 'now: "2026-01-04T00:00:00Z", last: "plan-phase", stopped_at: null, decisions: []';
  /** What is built and run for each row, with the imports that it takes. */
  const programs: Record<string, string> = {
    "the reader, loaded": `${read}void readOverview;`,
    "names of all folders":
      'import { readdirSync } from "node:fs";\nfor (const one of readdirSync(".planning/phases")) readdirSync(`.planning/phases/$' +
      "{one}`);",
    "the overview": `${read}if (readOverview(".").phases.length !== ${PHASES}) throw new Error("missing");`,
    "next, loaded": `${from("start.ts", "resolves")}void resolves;`,
    "what comes next": `${from("start.ts", "resolves")}const next = resolves(".", "", {});
if (!JSON.stringify(next).includes("${OPEN}")) throw new Error(JSON.stringify(next));`,
    "STATE.md is written": `${from("state.ts", "writeState")}
const done = writeState(".", { ${told} });
if (!done.ok || done.written.length !== 1) throw new Error(JSON.stringify(done));`,
    "one phase, whole": `${read}if (readPhase(".", "400").phases[0].plans.length !== ${PLANS}) throw new Error("missing");`,
    "plan-phase looks": `${from("plan/survey.ts", "surveyPhase")}const { unfinished } = surveyPhase(".", "${OPEN}");
if (unfinished.length !== ${PLANS}) throw new Error(JSON.stringify(unfinished));`,
    "execute-phase looks": `${from("execute/prepare.ts", "lookAtPhase")}const { ok, phase } = lookAtPhase(".", { options: { phase: "${OPEN}" } });
if (!ok || phase.open.length !== ${PLANS}) throw new Error("missing");`,
    "verify-work looks": `${from("phase-found.ts", "phaseAt")}const { problems, folder } = phaseAt(".", "${DONE}");
if (problems.length > 0 || folder.plans.length !== ${PLANS}) throw new Error(JSON.stringify(problems));`,
    "all phases, whole": `${read}if (readPlanning(".").phases[${PHASES - 1}].plans.length !== ${PLANS}) throw new Error("missing");`,
    "complete-milestone looks": `${from("milestone/checks.ts", "standingOf")}${from("routes.ts", "routeFacts")}${from("planning/read.ts", "readOverview")}const { hard } = standingOf(routeFacts(".", readOverview(".")));
if (hard.length === 0) throw new Error("nothing open");`,
  };
  const writes = new Set(["STATE.md is written"]);
  const candidates: Candidate[] = [
    { name: "nothing", command: [process.execPath, join(import.meta.dir, "empty.js")], cwd: home },
  ];
  for (const [name, source] of Object.entries(programs)) {
    const entry = join(temp, `${name.replaceAll(/\W+/g, "-")}.ts`);
    writeFileSync(entry, `${source}\n`);
    const built = await Bun.build({ entrypoints: [entry], target: "bun", minify: true, outdir: join(temp, "built") });
    if (!built.success) throw new Error(`${built.logs}`);
    candidates.push({
      name,
      command: [process.execPath, built.outputs[0]!.path],
      cwd: home,
      ...(writes.has(name) ? { before: () => putBack(home) } : {}),
    });
  }
  console.log(`${PHASES} phases, ${PHASES * PLANS} plans, median of ${rounds}\n`);
  print(measure(candidates, rounds, instructions), () => "nothing");

  const program = join(import.meta.dir, "../../bin/multi-ai");
  const verbs: [name: string, words: string[], writes: boolean][] = [
    ["status", ["status"], false],
    ["roadmap", ["roadmap"], false],
    ["roadmap insert last", ["roadmap", "insert", "last", "Urgent: it answers at once"], true],
    ["roadmap insert (a decimal)", ["roadmap", "insert", "1", "Urgent: it answers at once"], true],
  ];
  const verb = (cwd: string, [name, words, isWrite]: (typeof verbs)[number]): Candidate => ({
    name: `${name}${cwd === small ? ", one phase" : ""}`,
    command: [program, ...words],
    cwd,
    env: { HOME: temp },
    ...(isWrite ? { before: () => putBack(cwd) } : {}),
  });
  console.log("\nVerbs of the built program\n");
  const all = verbs.flatMap((one) => [verb(small, one), verb(home, one)]);
  print(measure(all, rounds, instructions), (name) => (name.endsWith(", one phase") ? name : `${name}, one phase`));
} finally {
  rmSync(temp, { recursive: true, force: true });
}
