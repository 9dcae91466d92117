// What it takes to work on a `.planning` of 500 phases and 5,000 plans: the overview that a command begins with, what comes next,
// a plan that is ticked, one phase whole, and everything; each as a process of its own, against one that does nothing. Prints a
// table; a command may take 100 ms over that floor. Counts instructions in place of time with --instructions (needs perf).
// bun tests/bench/planning.bench.ts [rounds] [--instructions]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "./processes.ts";

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

function fill(root: string): void {
  const planning = join(root, ".planning");
  mkdirSync(join(planning, "phases"), { recursive: true });
  const phases = Array.from({ length: PHASES }, (_, at) => at + 1);
  writeFileSync(join(planning, "PROJECT.md"), "# Parts\n\n## What This Is\n\nParts.\n\n## Core Value\n\nAnswers.\n");
  writeFileSync(
    join(planning, "REQUIREMENTS.md"),
    `# Requirements: Parts\n\n## v1 Requirements\n\n${phases.map((n) => `- [ ] **PART-${n}**: Part ${n} answers\n`).join("")}`,
  );
  writeFileSync(
    join(planning, "ROADMAP.md"),
    `# Roadmap: Parts\n\n## Phases\n\n${phases
      .map((n) => `- [${n < 250 ? "x" : " "}] **Phase ${n}: Part ${n}** - it answers\n`)
      .join("")}\n## Phase Details\n${phases
      .map(
        (n) =>
          `\n### Phase ${n}: Part ${n}\n**Goal**: It answers\n**Depends on**: ${n === 1 ? "Nothing" : `Phase ${n - 1}`}\n**Requirements**: PART-${n}\n**Success Criteria** (what must be TRUE):\n  1. Asked, it answers\n**Plans**: ${PLANS} plans\n\nPlans:\n${Array.from({ length: PLANS }, (_, m) => `- [ ] ${two(n)}-${two(m + 1)}-PLAN.md — answer\n`).join("")}`,
      )
      .join("")}`,
  );
  for (const n of phases) {
    const folder = join(planning, "phases", `${two(n)}-part-${n}`);
    mkdirSync(folder);
    for (let m = 1; m <= PLANS; m++) {
      writeFileSync(join(folder, `${two(n)}-${two(m)}-PLAN.md`), plan(n, m));
      if (n < 250)
        writeFileSync(join(folder, `${two(n)}-${two(m)}-SUMMARY.md`), "---\nphase: x\nplan: 1\n---\n\n# Done\n");
    }
    if (n < 250)
      writeFileSync(
        join(folder, `${two(n)}-VERIFICATION.md`),
        `---\nphase: ${two(n)}-part-${n}\nstatus: passed\nscore: 1/1 must-haves verified\n---\n`,
      );
  }
}

const home = mkdtempSync(join(tmpdir(), "multi-ai-planning-bench-"));
try {
  fill(home);
  const phases = join(import.meta.dir, "../../src/workflows/phases");
  const from = (file: string, names: string): string => `import { ${names} } from "${join(phases, file)}";\n`;
  const read = from("planning/read.ts", "readOverview, readPhase, readPlanning");
  /** What is built and run for each row, with the imports that it takes. */
  const programs: Record<string, string> = {
    "the reader, loaded": `${read}void readOverview;`,
    "names of all folders":
      'import { readdirSync } from "node:fs";\nfor (const one of readdirSync(".planning/phases")) readdirSync(`.planning/phases/$' +
      "{one}`);",
    "the overview": `${read}if (readOverview(".").phases.length !== ${PHASES}) throw new Error("missing");`,
    "next, loaded": `${from("start-next.ts", "resolves")}void resolves;`,
    "what comes next": `${from("start-next.ts", "resolves")}const next = resolves(".", "", {});
if (!JSON.stringify(next).includes("${PHASES / 2}")) throw new Error(JSON.stringify(next));`,
    "a plan is ticked": `${from("planning/files.ts", "applyChanges, change")}${from("planning/write-roadmap.ts", "setPlanDone")}
const done = applyChanges(".", [change(".planning/ROADMAP.md", (text) => setPlanDone(text, "400-03", !text.includes("[x] 400-03")))]);
if (!done.ok || done.written.length !== 1) throw new Error(JSON.stringify(done));`,
    "one phase, whole": `${read}if (readPhase(".", "400").phases[0].plans.length !== ${PLANS}) throw new Error("missing");`,
    "all phases, whole": `${read}if (readPlanning(".").phases[499].plans.length !== ${PLANS}) throw new Error("missing");`,
  };
  const candidates = [{ name: "nothing", command: [process.execPath, join(import.meta.dir, "empty.js")], cwd: home }];
  for (const [name, source] of Object.entries(programs)) {
    const entry = join(home, `${name.replaceAll(/\W+/g, "-")}.ts`);
    writeFileSync(entry, `${source}\n`);
    const built = await Bun.build({ entrypoints: [entry], target: "bun", minify: true, outdir: join(home, "built") });
    if (!built.success) throw new Error(`${built.logs}`);
    candidates.push({ name, command: [process.execPath, built.outputs[0]!.path], cwd: home });
  }
  console.log(`${PHASES} phases, ${PHASES * PLANS} plans, median of ${rounds}\n`);
  const measured = measure(candidates, rounds, instructions);
  const floor = measured[0]!.ms;
  for (const { name, ms, ratio } of measured)
    console.log(
      `${name.padEnd(22)}${ms.toFixed(1).padStart(8)} ${unit}${(ms - floor).toFixed(1).padStart(8)} over${ratio.toFixed(1).padStart(7)}×`,
    );
} finally {
  rmSync(home, { recursive: true, force: true });
}
