// debug in the real host: rounds of a debugger whose first idea is wrong, a session that is left in
// the middle, and a new one that goes on behind it.
// Runs: in full only, by a driver too.

import { afterEach, expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inFull } from "../harness/in-full.ts";
import {
  BUGGY,
  debuggerWork,
  FIXED,
  LAST_LINE,
  NO_POINT,
  SYMPTOM,
} from "../harness/phases/debug.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { ofType, play, subjects } from "./scenario.ts";

afterEach(cleanup);

const SESSION = "the-total-of-1-5-and-2-is-3.md";

inFull(
  "in a folder without git what was ruled out survives the session: a new one begins behind it, and ends with a test that was red and is green",
  async () => {
    // Without git the rules of ignore files come from a library that the hook finds in dist/.
    const project = makeProject({
      files: { ...BUGGY, ".gitignore": "out/\n", "out/log.txt": "x" },
      git: false,
    });
    const worker: Worker = (brief) => debuggerWork(brief);
    const scenario = { version: "new", project, worker, limitMs: 120_000 } as const;

    const played = await play({ ...scenario, prompt: `/multi-ai:debug ${SYMPTOM}` });
    expect(openQuestions(project)).toMatchObject([
      { kind: "debug-consent", commands: [LAST_LINE.test.command] },
    ]);
    answer(project, "approve");
    const broken = await goOn(scenario, played);
    expect(openQuestions(project)).toMatchObject([
      { kind: "debug-consent", commands: [NO_POINT.test.command] },
    ]);
    answer(project, "stop");
    const file = readFileSync(join(project, ".planning/debug", SESSION), "utf8");
    expect(file).toContain(`- hypothesis: ${LAST_LINE.hypothesis}\n`);

    const done = await play({ ...scenario, model: broken.model, prompt: "/multi-ai:debug --auto" });
    expect(done.state).toMatchObject({ status: "complete", workflow: "phases", phase: "complete" });
    expect(ofType(done.events, "refused")).toEqual([]);
    expect(subjects(done.tasks).filter((one) => one.startsWith("Hypothesis"))).toEqual([
      "Hypothesis",
    ]);
    expect(existsSync(join(project, ".planning/debug", SESSION))).toBe(false);
    const closed = readFileSync(join(project, ".planning/debug/resolved", SESSION), "utf8");
    expect(closed).toContain(`root_cause: ${NO_POINT.hypothesis}\n`);
    expect(readFileSync(join(project, "src/total.ts"), "utf8")).toBe(FIXED);
  },
);
