// debug played whole: what the program tests, what it writes into the session's file, when the
// person is asked, and how it goes on after a break.
// Runs: in full too.
// Not in npm test: ^another test than|^words that were|^a session.s folder|^where something else
// Not in npm test: ^a fix that (?:changes|breaks)
// Not in npm test: ^a test that was never red is none
// Not in npm test: ^the first cause is ruled out.*git: true
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import {
  newSession,
  sessionText,
  withRound,
} from "../../../../src/workflows/phases/debug/session-file.ts";
import { resolves } from "../../../../src/workflows/phases/debug/start.ts";
import {
  BUGGY,
  debuggerWork,
  FIXED,
  LAST_LINE,
  NO_POINT,
  SYMPTOM,
  TEST_FILE,
  totalTest,
} from "../../../harness/phases/debug.ts";
import { cleanup, makeProject, writeFiles } from "../../../harness/project.ts";
import type { Work } from "../../../harness/team.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const OPEN = ".planning/debug/the-total-of-1-5-and-2-is-3.md";
const CLOSED = ".planning/debug/resolved/the-total-of-1-5-and-2-is-3.md";

/** A run of `debug` as it is typed, up to its end or a question. */
async function debug(
  root: string,
  agent: Agent = debuggerWork,
  { typed = SYMPTOM, ...more }: Parameters<PhasesRun["start"]>[1] & { typed?: string } = {},
): Promise<PhasesRun> {
  const meant = resolves(root, typed);
  if (!meant.ok) throw new Error(meant.problem);
  return new PhasesRun(root, agent).start("debug", {
    ...more,
    request: meant.request,
    options: meant.options,
  });
}
const quiet = { auto: true } as const;
const buggy = (): string => makeProject({ files: BUGGY });
/** The newest brief of a kind of task. */
const told = (run: PhasesRun, title: string): string =>
  [...run.briefs].findLast(([subject]) => subject.startsWith(title))?.[1] ?? "";
const kinds = (run: PhasesRun): string[] => run.open.map(({ kind }) => kind);

/** An honest debugger whose answer for one file is another one. */
const but =
  (file: string, work: (text: string) => Work): Agent =>
  (brief) =>
    brief.writes.endsWith(`${file}.json`) ? work(brief.text) : debuggerWork(brief);

test.each([true, false])(
  "the first cause is ruled out, the second holds; the test was red before the fix and is green behind it (git: %p)",
  async (git) => {
    const root = makeProject({ files: BUGGY, git });
    const run = await debug(root, debuggerWork, quiet);
    expect(run.refused).toEqual([]);
    expect(run.run).toMatchObject({ status: "complete" });
    expect(
      run.run.tasks.filter(({ gate }) => gate === "debug-test").map(({ outcome }) => outcome),
    ).toEqual(["ruled_out", "root_cause"]);
    expect(run.task("Run the failing test").outcome).toBe("red");
    expect(existsSync(join(root, OPEN))).toBe(false);
    const file = run.text(CLOSED);
    expect(file).toStartWith("---\nstatus: resolved\n");
    expect(file).toContain(
      `- hypothesis: ${LAST_LINE.hypothesis}\n  evidence: grep -q slice src/lines.ts exited with 1;`,
    );
    expect(file).toContain(`root_cause: ${NO_POINT.hypothesis}\n`);
    expect(file).toContain(`files_changed: [src/total.ts, ${TEST_FILE}]\n`);
    expect(file).not.toMatch(/nonce|\.task|\bT\d+\b/);
    expect(told(run, "Hypothesis")).toContain(
      `- ${LAST_LINE.hypothesis} (grep -q slice src/lines.ts`,
    );
  },
);

test("a person sees each command, with what is predicted, before it runs; and says at the end whether it is gone", async () => {
  const run = await debug(buggy());
  expect(run.open[0]).toMatchObject({ kind: "debug-consent", commands: [LAST_LINE.test.command] });
  expect(run.run.tasks.some(({ gate, outcome }) => gate === "debug-test" && outcome !== null)).toBe(
    false,
  );
  await run.answer("approve");
  expect(run.open[0]).toMatchObject({ kind: "debug-consent", commands: [NO_POINT.test.command] });
  await run.answer("approve");
  expect(run.open[0]).toMatchObject({ kind: "debug-consent", commands: [`bun test ${TEST_FILE}`] });
  await run.answer("approve");
  expect(kinds(run)).toEqual(["debug-accept"]);
  await run.answer("revise", "it is still 3 in the report");
  expect(told(run, "Hypothesis")).toContain("it is still 3 in the report");
});

test("another test than the proposed one: the person's words reach the next round, and nothing has run", async () => {
  const run = await debug(buggy());
  await run.answer("revise", "do not grep");
  expect(told(run, "Hypothesis")).toContain("do not grep");
  expect(run.text(OPEN)).not.toContain("hypothesis: lines()");
});

describe("limits", () => {
  let ideas = 0;
  const wrong = but("debug-hypothesis", () => {
    ideas += 1;
    return { artifact: { ...LAST_LINE, hypothesis: `idea ${ideas} of where a line is lost` } };
  });

  test("after as many rounds as the settings allow the person is asked, and each ruled out cause stands in the file", async () => {
    const root = buggy();
    const run = await debug(root, wrong, { ...quiet, settings: { limits: { debug_rounds: 2 } } });
    expect(kinds(run)).toEqual(["debug-limit"]);
    expect(run.text(OPEN).match(/^- hypothesis: idea/gm)?.length).toBe(2);
    await run.answer("more");
    expect(kinds(run)).toEqual(["debug-limit"]);
    expect(run.text(OPEN).match(/^- hypothesis: idea/gm)?.length).toBe(4);
    await run.answer("answer", "it began with amounts that have a point");
    expect(told(run, "Hypothesis")).toContain("it began with amounts that have a point");
    await run.answer("give_up");
    expect(run.run.status).toBe("failed");
    expect(run.text(OPEN)).toStartWith("---\nstatus: investigating\n");
  });
});

test("a session goes on in a new run with what was ruled out, and never tests it again", async () => {
  const root = buggy();
  const broken = await debug(root, debuggerWork);
  await broken.answer("approve");
  expect(broken.open[0]?.commands).toEqual([NO_POINT.test.command]);
  await broken.answer("stop");
  expect(broken.run.status).toBe("cancelled");

  const run = await debug(root, debuggerWork, { ...quiet, typed: "" });
  expect(run.run.status).toBe("complete");
  expect(run.run.tasks.filter(({ gate }) => gate === "debug-test").length).toBe(1);
  expect(told(run, "Hypothesis")).toContain(`- ${LAST_LINE.hypothesis} (`);
  expect(run.text(CLOSED).match(/^- hypothesis: lines\(\)/gm)?.length).toBe(1);
});

test("a session that was left open is gone on with by its name; one of another tool stays, byte for byte", async () => {
  const file = ".planning/debug/totals.md";
  const foreign = ".planning/debug/login.md";
  const known = withRound(newSession(SYMPTOM, "2026-01-01T00:00:00Z", { actual: "3" }), {
    eliminated: {
      hypothesis: "rounding",
      evidence: "no round() anywhere",
      timestamp: "2026-01-01",
    },
  });
  const theirs = "---\nstatus: investigating\ntrigger: login\n---\n\n## Eliminated\n\n- DNS\n";
  const files = { ...BUGGY, [file]: sessionText(known), [foreign]: theirs };
  const root = makeProject({ files });
  const run = await debug(root, debuggerWork, { ...quiet, typed: "totals" });
  expect(run.run.status).toBe("complete");
  expect(told(run, "Hypothesis")).toContain("- rounding (no round() anywhere)");
  expect(told(run, "Hypothesis")).toContain("actual: 3");
  expect(run.text(".planning/debug/resolved/totals.md")).toContain("- hypothesis: rounding\n");
  expect(run.text(foreign)).toBe(theirs);
  expect(resolves(root, "login")).toMatchObject({ options: { session: "login-2" } });
});

test("where something else lies in its place by then, a session stops and leaves it", async () => {
  const root = buggy();
  const meant = resolves(root, SYMPTOM);
  if (!meant.ok) throw new Error(meant.problem);
  writeFiles(root, { [OPEN]: "# Mine\n" });
  const run = await new PhasesRun(root, debuggerWork).start("debug", { ...quiet, ...meant });
  expect(kinds(run)).toEqual(["phase-blocked"]);
  expect(run.shown).toContain(`${OPEN}: it is no session that this program has written`);
  expect(run.text(OPEN)).toBe("# Mine\n");
});

test("what was ruled out is the run's own: an edit of the file takes nothing from it, and does not last", async () => {
  const root = buggy();
  const run = await debug(root);
  await run.answer("approve");
  expect(run.text(OPEN)).toContain(`- hypothesis: ${LAST_LINE.hypothesis}\n`);
  writeFiles(root, { [OPEN]: "gone\n" });
  await run.answer("revise", "test it another way");
  expect(told(run, "Hypothesis")).toContain(`- ${LAST_LINE.hypothesis} (`);
  await run.answer("approve");
  const printed = run.text(OPEN);
  expect(printed).toStartWith("---\nstatus: fixing\n");
  expect(printed.match(/^- hypothesis: lines\(\)/gm)?.length).toBe(1);
});

test("words that were typed before, as by next, open the same session; other words begin their own", () => {
  const root = buggy();
  const session = newSession("Phase 2 failed its check", "2026-01-01T00:00:00Z");
  writeFiles(root, { ".planning/debug/phase-2-failed-its-check.md": sessionText(session) });
  const named = (text: string) => resolves(root, text);
  expect(named("Phase 2 failed its check")).toMatchObject({
    options: { session: "phase-2-failed-its-check" },
  });
  expect(named("Phase 2 failed its CHECK")).toMatchObject({
    options: { session: "phase-2-failed-its-check-2" },
  });
});

test("a cause that was ruled out is refused when it is named again in other clothes", async () => {
  const root = buggy();
  const again = { ...LAST_LINE, hypothesis: LAST_LINE.hypothesis.toUpperCase().replace(" ", "  ") };
  let asked = 0;
  const run = await debug(
    root,
    but("debug-hypothesis", () => ({ artifact: [LAST_LINE, again, NO_POINT][asked++]! })),
    quiet,
  );
  expect(run.refused).toEqual([expect.stringContaining("was ruled out, expected another cause")]);
  expect(run.run.status).toBe("complete");
});

describe("a test that was never red", () => {
  test("goes back to its author with what the program saw; then the person is asked, and nothing was mended", async () => {
    const root = buggy();
    const green = but("debug-reproduce", (text) => ({
      edits: { [TEST_FILE]: `${totalTest(3)}// ${text.length}\n` },
      artifact: { command: `bun test ${TEST_FILE}`, shows: "The total." },
    }));
    const run = await debug(root, green, { ...quiet, settings: { limits: { debug_tries: 2 } } });
    expect(kinds(run)).toEqual(["debug-limit"]);
    expect(told(run, "Write a failing test")).toContain("before the fix: it does not show the bug");
    expect(
      run.run.tasks.some(({ gate, outcome }) => gate === "debug-fix" && outcome !== null),
    ).toBe(false);
    expect(run.text("src/total.ts")).toBe(BUGGY["src/total.ts"]!);
    await run.answer("answer", "look at the report");
    expect(told(run, "Hypothesis")).toContain("look at the report");
  });

  test("is none that does not start", async () => {
    const lost = but("debug-reproduce", () => ({
      artifact: { command: "bun run nothing", shows: "x" },
    }));
    const run = await debug(buggy(), lost, { settings: { limits: { debug_tries: 1 } } });
    for (let at = 0; at < 3; at++) await run.answer("approve");
    expect(kinds(run)).toEqual(["debug-limit"]);
    expect(run.task("Run the failing test").outcome).toBe("cannot");
  });
});

describe("a fix", () => {
  test("that does not hold goes back with the output, and the next one is looked at anew", async () => {
    const root = buggy();
    let tries = 0;
    const run = await debug(
      root,
      but("debug-fix", () => {
        const better = tries++ > 0;
        return {
          edits: { "src/total.ts": better ? FIXED : `${BUGGY["src/total.ts"]}// amounts\n` },
          artifact: { status: "done", summary: "Mended.", reason: null },
        };
      }),
      quiet,
    );
    expect(told(run, "Fix")).toContain(`bun test ${TEST_FILE} exited with 1, expected 0`);
    expect(run.run.status).toBe("complete");
  });

  test("that changes the failing test does not hold", async () => {
    const root = buggy();
    let tries = 0;
    const run = await debug(
      root,
      but("debug-fix", (text) => {
        if (tries++ > 0) {
          writeFiles(root, { [TEST_FILE]: totalTest(3.5) });
          return debuggerWork({ text, writes: "debug-fix.json" });
        }
        return { edits: { [TEST_FILE]: totalTest(3) }, artifact: { status: "done", summary: "x" } };
      }),
      quiet,
    );
    expect(told(run, "Fix")).toContain(`${TEST_FILE}: the failing test was changed; put it back`);
    expect(run.run.status).toBe("complete");
  });

  test("that breaks what passed before does not hold", async () => {
    const root = buggy();
    writeFiles(root, { "tests/whole.test.ts": totalTest(3).replace("1.5", "1") });
    const settings = {
      tests: { run: true, commands: ["bun test tests/whole.test.ts"], timeout_minutes: 1 },
      limits: { debug_tries: 1 },
    };
    const breaks = but("debug-fix", () => ({
      edits: { "src/total.ts": "export const total = (_text: string): number => 3.5;\n" },
      artifact: { status: "done", summary: "x" },
    }));
    const run = await debug(root, breaks, { ...quiet, settings });
    expect(kinds(run)).toEqual(["debug-limit"]);
    expect(run.task("Run the test again").facts.problems).toEqual([
      "bun test tests/whole.test.ts passed before the fix and fails now",
    ]);
  });
});

test("a session's folder that is a link is left alone", async () => {
  const root = buggy();
  const elsewhere = makeProject({ files: {} });
  mkdirSync(join(root, ".planning"));
  symlinkSync(elsewhere, join(root, ".planning/debug"));
  const run = await debug(root, debuggerWork, quiet);
  expect(kinds(run)).toEqual(["phase-blocked"]);
  expect(run.task("Open the session").facts.problems).toEqual([
    expect.stringContaining("is a symbolic link"),
  ]);
});
