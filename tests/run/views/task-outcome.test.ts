// What came of a task, as the session's screen has it.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { newOutcomes, taskOutcomes } from "../../../src/run/views/task-outcome.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { acquire } from "../../../src/store/files/lock.ts";
import { carryOn, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { codeObjection, STORY } from "../../harness/workers.ts";
import { by, isCodeReview } from "../../host/reviewers.ts";

afterAll(cleanup);

/** A whole run with tests, in which Sonnet asks for a change of the code once. */
const whole = (): Promise<MadeRun> =>
  makeRun({
    auto: true,
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) => {
      if (brief.writes.endsWith("/user-story.json"))
        return { ...STORY, test_commands: ["bun test"] };
      return isCodeReview(brief) && by(brief) === "sonnet" && brief.round === 1
        ? codeObjection(brief)
        : undefined;
    },
  });

describe("a chain", () => {
  inFull("verdict and tests in a line, and below it each finding in its words", async () => {
    const { project, run } = await whole();
    const came = taskOutcomes(project, run, run.tasks);
    const of = (subject: string): string => came.find((text) => text.includes(` ${subject}: `))!;
    expect(of("Gather requirements")).toBe("T1 Gather requirements: done");
    expect(of("Implementation")).toEndWith(": complete");
    expect(of("Code Review - Sonnet")).toBe(
      "T7 Code Review - Sonnet: needs changes, 1 major\n  F1 major at src/goodbye.ts:2 (argued without a test): An empty name gives a dangling comma.",
    );
    expect(of("Fix Code - Sonnet v1")).toEndWith(": complete");
    expect(of("Code Review - Sonnet v2")).toEndWith(
      ": approved, F1 fixed\n  F1 fixed: An empty name gives a dangling comma.",
    );
    expect(of("Tests")).toMatch(/: pass\n {2}bun test: 2 passed$/);

    // Of many at once the newest, and how many came before them.
    const [first, ...shown] = newOutcomes(project, run).split(/\n(?! )/);
    expect([first, shown.length]).toEqual([
      `${run.tasks.length - 8} earlier tasks: /multi-ai:status`,
      8,
    ]);
    expect(shown.at(-1)).toStartWith("T13 Code Review - Sonnet v2: approved, F1 fixed");
  });

  test("each result is told once, oldest first; where the note of that is lost the newest are told once more", async () => {
    const made = await makeRun({
      auto: true,
      until: (run) => taskOf(run, "T3")?.status === "ready",
    });
    const { project, run } = made;
    expect(newOutcomes(project, run)).toBe(
      "T1 Gather requirements: done\nT2 Create implementation plan: done",
    );
    expect(newOutcomes(project, run)).toBe("");
    await carryOn(made.root, { until: (now) => taskOf(now, "T3")?.status === "done" });
    expect(newOutcomes(project, readRun(project)!)).toBe(
      ["Sonnet", "Opus", "Codex"]
        .map((name, at) => `T${at + 3} Plan Review - ${name}: approved`)
        .join("\n"),
    );
    const path = join(project.task, "told.json");
    const noted = readFileSync(path, "utf8");
    // An event that read the run before them does not forget that they were told.
    expect(newOutcomes(project, run, [{ name: "more", text: "One more." }])).toBe("One more.");
    expect(newOutcomes(project, readRun(project)!)).toBe("");
    // While another process holds the store, nothing is told that it may tell as well.
    const other = acquire(join(project.task, "lock"), 0)!;
    const more = [{ name: "meanwhile", text: "Meanwhile." }];
    expect(newOutcomes(project, run, more)).toBe("");
    other.release();
    expect(newOutcomes(project, run, more)).toBe("Meanwhile.");
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const lies = [{ toString: 1, valueOf: 1 }, 3, null].map((one) => JSON.stringify(one));
    const texts = [deep, ...lies].map((one) => `{"run":"${run.run}","told":[${one}]}`);
    for (const text of [
      '{"run":"another","told":["T1 x"]}',
      "[",
      '{"told":3}',
      "[".repeat(20_000_000),
      ...texts,
    ]) {
      writeFileSync(path, text);
      expect(newOutcomes(project, readRun(project)!).split("\n")).toHaveLength(5);
      expect(readFileSync(path, "utf8")).toBe(noted);
    }
    // Nor does what is no file hide what is to come.
    rmSync(path);
    mkdirSync(join(path, "x"), { recursive: true });
    expect(newOutcomes(project, readRun(project)!).split("\n")).toHaveLength(5);
    expect(readFileSync(path, "utf8")).toBe(noted);
    rmSync(path);
    symlinkSync("/dev/zero", path);
    expect(newOutcomes(project, readRun(project)!).split("\n")).toHaveLength(5);
    expect(readFileSync(path, "utf8")).toBe(noted);
  });
});
