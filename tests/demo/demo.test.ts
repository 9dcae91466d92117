// Runs: in full too, on disk, first.
// As on macOS in full: ^the demo runs the whole chain
import { afterEach, expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  PICTURE,
  picture,
  recordedLines,
  SANDBOX_STARTS,
  upToTimes,
} from "../../scripts/demo-picture.ts";
import { linesOf } from "../../scripts/picture.ts";
import { atTerminal, orphan } from "../cli/cli.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, git, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const root = join(import.meta.dir, "../..");
const node = Bun.which("node") ?? "node";

/** `npm start` as npm calls it, in a home and a temporary folder of its own. */
async function start(args: string[], { from = root, cwd = root } = {}) {
  const home = tempDir();
  const env = {
    ...{ PATH: process.env.PATH ?? "", HOME: home, TMPDIR: tempDir(), INIT_CWD: cwd },
    ...SANDBOX_STARTS,
  };
  const child = Bun.spawn([node, "demo/start.mjs", ...args], {
    cwd: from,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, out, err, project: /^Project: (.*)$/m.exec(out)?.[1] ?? "" };
}

/**
 * This repository under another path, with what is installed linked: what `npm start` sees in a
 * folder of any name.
 */
function copyTo(folder: string): string {
  for (const part of [
    "demo",
    "src",
    "scripts",
    "hooks",
    "bin",
    "agents",
    "commands",
    "prompts",
    ".claude-plugin",
  ])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const file of ["package.json", "package-lock.json", "plugin.json", "tsconfig.json"])
    cpSync(join(root, file), join(folder, file));
  for (const part of [
    "harness",
    ...["install.mjs", "slip.mjs", "tied.mjs"],
    ...["package.json", "package-lock.json"],
  ])
    cpSync(join(root, "tests", part), join(folder, "tests", part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  symlinkSync(join(root, "tests/node_modules"), join(folder, "tests/node_modules"));
  return folder;
}

test("the demo runs the whole chain, in a folder with blanks in its name, every promise of it is seen, and the picture of the README shows what it prints", async () => {
  const { code, out, err, project } = await start([], {
    from: copyTo(join(tempDir(), "a folder")),
  });
  expect([code, err]).toEqual([0, ""]);
  // Said at the start and at the end.
  expect(out.split("The model is scripted").length - 1).toBe(2);
  // In this order; of those in one list, any may come first: their tasks run side by side.
  const seen = [
    [/T10 Tests - Baseline: pass/],
    [
      /T3 Plan Review - Sonnet: needs changes/,
      /T4 Plan Review - Opus: approved/,
      /T5 Plan Review - Codex: approved/,
    ],
    [/T11 Fix Plan - Sonnet v1: done/],
    [/T12 Plan Review - Sonnet v2: approved, F1 fixed/],
    [/T6 ran the project's tests: 5 pass, 0 fail/],
    [/bun test: 5 passed/],
    [
      /T7 Code Review - Sonnet: rejected, sent back/,
      /F1\): quote not found in src\/discount\.ts; line 5 there is/,
      /T7 Code Review - Sonnet: approved/,
      /F101 major at src\/discount\.ts:5 \(argued without a test\): The code "constructor"/,
      /T9 Code Review - Codex: approved/,
    ],
    [/T14 ran the project's tests: 6 pass, 0 fail/],
    [/T16 Tests v2: pass/],
    [/T15 Code Review - Opus v2: approved.*F101 fixed/],
    [/The run is complete/],
    [/Tests, run by the program 2 times, last on the code as it is at the end/],
    [/Look at it:/],
  ];
  let from = 0;
  for (const patterns of seen) {
    const found = patterns.map(
      (pattern) => [String(pattern), out.slice(from).search(pattern)] as const,
    );
    expect(found.filter(([, at]) => at < 0)).toEqual([]);
    from += Math.max(...found.map(([, at]) => at));
  }
  expect(out).not.toContain("\u001b[");

  expect(JSON.parse(readFileSync(join(project, ".task/state.json"), "utf8")).status).toBe(
    "complete",
  );
  // Also what ran in processes of its own ran as on macOS: ps counts from 1970, Linux' kernel from
  // its start.
  const journal = readFileSync(join(project, ".task/events.jsonl"), "utf8");
  const began = Number(/"host":\{"pid":\d+,"start":"(\d+)"/.exec(journal)![1]);
  expect(began > 1_000_000_000).toBe(process.platform === "darwin");
  expect(readFileSync(join(project, "src/discount.ts"), "utf8")).toContain(
    "Object.hasOwn(PERCENT, code)",
  );
  expect(git(project, "status", "--porcelain").split("\n").sort()).toEqual([
    "?? src/discount.ts",
    "?? tests/discount.test.ts",
  ]);

  // `bun scripts/demo-picture.ts` makes it anew. What runs side by side may come in another order.
  const drawn = linesOf(readFileSync(PICTURE, "utf8")).map(upToTimes);
  const printed = recordedLines(out).map(upToTimes);
  expect(drawn.sort()).toEqual(printed.sort());

  // What it offers works when the person types it there, in a home of their own that nothing of it
  // is noted in.
  expect(out).toContain(`The folder ${dirname(project)} stays`);
  const offered = /^ {2}(\S+multi-ai) rollback(?::|$)/m.exec(out)?.[1] ?? "";
  const own = { HOME: tempDir(), CLAUDE_CONFIG_DIR: tempDir() };
  // Its model has ended: nothing that is offered there needs one, or an account.
  const views = await Promise.all(
    ["status", "report", "log"].map((verb) => orphan([offered, verb], project, own)),
  );
  for (const view of views)
    expect(view.out).not.toMatch(/multi-ai (?:run|pr)\b|Claude Code|\/multi-ai:/);
  expect(views[0]!.out).toMatch(
    /npm --prefix '.* folder' start -- --live "<request>" starts the next run/,
  );
  const { result } = await atTerminal([offered, "rollback", "--yes"], project, own);
  expect([result.code, result.err]).toEqual([0, ""]);
  expect([existsSync(join(project, "src/discount.ts")), readdirSync(own.HOME)]).toEqual([
    false,
    [],
  ]);
});

test("the picture of the README is small, holds nothing of the machine that made it, and is as its script draws it", () => {
  const svg = readFileSync(PICTURE, "utf8");
  expect(svg).toBe(picture(linesOf(svg)));
  expect(svg.length).toBeLessThan(60_000);
  for (const part of ["prefers-color-scheme:dark", "prefers-reduced-motion", "The run is complete"])
    expect(svg).toContain(part);
  expect(
    linesOf(svg).filter((line) => /\/(?:home|root|Users|tmp|dev|private)\//.test(line)),
  ).toEqual([]);
});

test("two runs are the same up to times and names of one run, and only up to them", () => {
  const [one, other] = [
    [
      "  0:01  ✓ T1 x: done",
      "Report of multi-ai-12345678: complete",
      "  T3: approved (4692fe783e7a)",
      "Used by agents: 3 k",
    ],
    [
      "  0:17  ✓ T1 x: done",
      "Report of multi-ai-abcdef00: complete",
      "  T3: approved (000000000001)",
      "Used by agents: 4 k",
    ],
  ] as const;
  expect(one.map(upToTimes)).toEqual(other.map(upToTimes));
  expect(upToTimes("  0:01  ✓ T1 x: done")).not.toBe(upToTimes("  0:01  ✓ T1 x: partial"));
});

inFull(
  "the demo of the council: six vendors' models plan, object, veto and agree, and what they agree on is built",
  async () => {
    const { code, out, err, project } = await start(["--workflow", "council"]);
    expect(code).toBe(0);
    // A run that stops for its person says so where problems are told: nothing else stands there.
    expect(err).toStartWith("Run council-");
    expect(err).toContain("Q1 · The council approved the plan");
    expect(err).toContain("Runs: bun test tests/discount.test.ts");
    expect(err).not.toContain("script failed");
    expect(out.split("The models are scripted").length - 1).toBe(2);
    const seen = [
      /✓ T\d+ Refine the prompt/,
      /✓ T\d+ Audit/,
      /✓ T\d+ Research/,
      /▶ T\d+ Plan - claude-architecture \(council-seat, anthropic\)/,
      /✓ T\d+ Synthesis/,
      // Seats vote side by side.
      /(?=[\s\S]*● T\d+ Vote - deepseek-code: votes REVISE)(?=[\s\S]*● T\d+ Vote - mistral-security: votes REJECT, a veto)/,
      /✓ T\d+ Synthesis v1/,
      /✓ T\d+ Vote - mistral-security v2: votes APPROVE/,
      /✓ T\d+ Vote - grok-devil v2: votes APPROVE/,
      /\? Q1 is open \(Consent\)/,
      /You type: multi-ai decide approve --question Q1/,
      // The first wave is over before the second begins.
      /✓ T\d+ Commit task [12]: pass[\s\S]*✓ T\d+ Commit task [12]: pass[\s\S]*▶ T\d+ Task 3/,
      /✓ T\d+ Code Review - Peer/,
      /You type: multi-ai decide here --question Q2/,
      /The run is complete/,
      /mistral-security \(veto\) APPROVE · mistral\/mistral-large-latest/,
      /2 iterations/,
      /Vote - mistral-security v2 +votes APPROVE/,
      /Cost: \$0\.\d+/,
      /Look at it:/,
    ];
    let from = 0;
    for (const pattern of seen) {
      const found = out.slice(from).search(pattern);
      expect([String(pattern), found >= 0]).toEqual([String(pattern), true]);
      from += found;
    }
    expect(out).not.toContain("\u001b[");
    expect(out).not.toContain("no-key-of-anybody");
    expect(readFileSync(join(project, ".task/council/SUMMARY.md"), "utf8")).toContain(
      "3 of 3 tasks done (3 proven), 6 files",
    );
    expect(readFileSync(join(project, "src/order.ts"), "utf8")).toContain("shipping(cents)");
    expect(git(project, "status", "--porcelain", "src", "tests")).toBe("");
    expect(git(project, "log", "--format=%s").split("\n")).toHaveLength(4);
  },
);

inFull(
  "the demo of phases: an idea becomes a project, a gap is found, closed test first and verified again, and the milestone ends",
  async () => {
    const { code, out, err, project } = await start(["--workflow", "phases"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("The models are scripted").length - 1).toBe(2);
    const seen = [
      /You type: multi-ai run new-project --auto @idea\.md\n/,
      /✓ Map the code base: done/,
      /✓ Research - \w+: done/,
      /✓ Draft the roadmap: done/,
      /commit \w+ docs: new-project/,
      /→ \S+multi-ai run discuss-phase 1.*: nothing is written about it yet/,
      /\(low\) A code that nobody gave out takes nothing off/,
      /You type: multi-ai decide correct --reason "A code that nobody gave out is refused with an error"/,
      /\(high\) A code that nobody gave out is refused with an error/,
      /You type: multi-ai decide accept/,
      /→ \S+multi-ai run plan-phase 1.*: it has no plans yet/,
      /✓ Check the plans: approved/,
      /→ \S+multi-ai run execute-phase 1.*: 1 of 1 plan without a summary: 01-01/,
      /✓ Check task 1: pass/,
      /commit \w+ feat\(01-01\): write discount/,
      /→ \S+multi-ai run verify-work 1.*:/,
      /Verdict: gaps are left\n +Gaps \(1\)\n.*discounted\(995, "constructor"\) is NaN/,
      /→ \S+multi-ai run plan-phase 1.*: 2 of 3 criteria are met/,
      /→ \S+multi-ai run execute-phase 1.*: 1 of 2 plans without a summary: 01-02/,
      /with its tests alone: bun test tests\/discount\.test\.ts: failed with 1\. With the work all pass\./,
      /commit \w+ fix\(01-02\): mend discount/,
      /→ \S+multi-ai run verify-work 1.*: its verification saw commit \w+/,
      /Verdict: pass/,
      /→ \S+multi-ai run execute-phase 2.*:/,
      /→ \S+multi-ai run complete-milestone.*: 2 phases are done/,
      // How the program is called here has a path in it, so the line may break anywhere.
      /start\s+the\s+next\s+milestone:\s+milestone\s+v1\.0\s+is\s+complete/,
      /docs: complete-milestone \(HEAD -> main\)/,
      /Look at it:/,
    ];
    let from = 0;
    for (const pattern of seen) {
      const found = out.slice(from).search(pattern);
      expect([String(pattern), found >= 0]).toEqual([String(pattern), true]);
      from += found;
    }
    expect(out).not.toContain("\u001b[");
    expect(out).not.toContain("✗");
    expect(git(project, "status", "--porcelain")).toBe("");
    const phases = readdirSync(join(project, ".planning/milestones/v1.0-phases")).sort();
    expect(phases).toEqual(["01-discount", "02-order"]);
    expect(
      readFileSync(
        join(project, ".planning/milestones/v1.0-phases/01-discount/01-CONTEXT.md"),
        "utf8",
      ),
    ).toContain("A code that nobody gave out is refused with an error");
  },
);

test.each([
  [["--foo"], "--foo"],
  [["--interactve"], "did you mean --interactive?"],
  [["--workflow", "counsel"], "council"],
  [["--workflow", "council", "--live", "x"], "--live"],
  [["something"], '"something"'],
  [["--auto"], "--live"],
  [["--interactive"], "type it in a terminal, or leave it out"],
  [["--interactive", "--workflow", "team"], "--workflow"],
  [["--live", " "], "empty"],
  [
    ["--live"],
    '--live: found nothing, expected a request: npm start -- --live "<request>" [folder]',
  ],
  [["--live", "--auto"], '--live: found "--auto", expected a request'],
  [["--live", "a", "b", "c"], '"c"'],
])("npm start -- %p is refused with a hint", async (args, hint) => {
  const { code, out, err } = await start(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(hint);
  expect(err).toContain("npm start -- --help");
});

test("the help names what there is", async () => {
  const { code, out } = await start(["--help"]);
  expect(code).toBe(0);
  for (const word of [
    "--workflow team",
    "--workflow council",
    "--workflow phases",
    "--interactive",
    "--live",
    "--auto",
    "--permission-mode",
    "--allowed-tools",
    "--claude",
    "no account",
  ])
    expect(out).toContain(word);
});

test("--live hands over to `run` in the caller's folder, with the person's own Claude Code", async () => {
  const cwd = tempDir();
  const { code, err } = await start(["--live", "x", "--claude", join(cwd, "nowhere")], { cwd });
  expect(code).toBe(3);
  expect(err).toContain("Claude Code was not found");
  expect(existsSync(join(cwd, ".task"))).toBe(false);
});
