// Guarantee: No run stands still in silence.
// Files of the project that somebody changes while a run is under way: no run stands still, none
// goes on past what was tested.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, DEFAULT_FILES, type Files, IN_TURN, makeProject } from "../harness/project.ts";
import { type Brief, obedientMain } from "../harness/team.ts";
import { answer, goOn } from "./from-outside.ts";
import { sloppy } from "./red-tests.ts";
import { by, isCodeReview } from "./reviewers.ts";
import {
  CARRIER,
  mainRequests,
  ofType,
  type Played,
  play,
  type Scenario,
  subjects,
} from "./scenario.ts";

afterEach(cleanup);

/**
 * Honest work with tests that the program runs; `look` sees each brief, and `main` each reply,
 * before it goes out.
 */
function scene(
  project: string,
  look: (brief: Brief) => void,
  main = obedientMain,
): Partial<Scenario> {
  const worker = sloppy(
    (brief) => {
      look(brief);
      return undefined;
    },
    ["bun test"],
  );
  return { project, worker, main };
}

const starts = ({ calls = [] }: ReturnType<typeof obedientMain>, title: string): boolean =>
  calls.some((one) => String(one.input.description ?? "").includes(title));
const TESTS = ["Tests - Baseline", "Tests", "Fix Code - Tests v1", "Tests v2"];
const reasons = ({ events }: Played): string[] =>
  ofType(events, "returned").map((one) => one.reason);

describe.each(hostsOf("new"))("somebody edits a file (%s)", (version) => {
  const edited = async (files: Files): Promise<Played> => {
    const project = makeProject({ files });
    let edits = 0;
    const look = (brief: Brief): void => {
      if (isCodeReview(brief) && by(brief) === "opus" && edits++ === 0)
        appendFileSync(join(project, "src/greet.ts"), "// by the person\n");
    };
    const played = await play({ version, ...scene(project, look) });
    expect(played.state).toMatchObject({ status: "complete" });
    expect(subjects(played.tasks).slice(9)).toEqual([...TESTS, "Tests v3"]);
    return played;
  };

  test("during a review: the verdict does not count, the tests run once more, and nobody is asked", async () => {
    expect(reasons(await edited(IN_TURN))).toEqual(["stale", "changed"]);
  });

  test("during reviews at the same time: no verdict that comes after it counts, the tests run once more, and nobody is asked", async () => {
    const all = reasons(await edited(DEFAULT_FILES));
    expect(all).toContain("stale");
    expect(all.filter((reason) => reason !== "stale")).toEqual(["changed"]);
  });
});

describe.each(hostsOf("new"))("a server writes its log all the time (%s)", (version) => {
  const written = async (
    files: Record<string, string>,
    after?: (played: Played, scenario: Partial<Scenario>) => Promise<Played>,
  ): Promise<Played> => {
    const project = makeProject({ files: { ...IN_TURN, ...files } });
    const log = (): void => appendFileSync(join(project, "server.log"), "GET /\n");
    const writing = setInterval(log, 50);
    try {
      const played = await play({ version, ...scene(project, log) });
      return after === undefined ? played : await after(played, scene(project, log));
    } finally {
      clearInterval(writing);
    }
  };

  inFull("any other ends in one question that names it", async () => {
    let asked: Played | undefined;
    const done = await written({}, (played, scenario) => {
      asked = played;
      // The person takes the advice of the question while the server goes on writing.
      writeFileSync(join(played.project, ".gitignore"), "server.log\n");
      answer(played.project, "again");
      return goOn({ version, ...scenario }, played);
    });
    expect(done.state).toMatchObject({ status: "complete" });
    const played = asked!;
    expect(played.state).toMatchObject({
      status: "waiting_for_user",
      question: { kind: "stale", task: "T7" },
    });
    expect(ofType(played.events, "asked").length).toBe(1);
    const said = played.run.results.at(-1)!;
    expect(said).toContain("T7 Code Review - Sonnet: what it reviews keeps changing");
    expect(said).toContain("Files that git ignores do not count");
    expect(said).toContain("the project changed after the tests had run (server.log)");
  });
});

/**
 * A main thread that does not start the plan, as long as `refuses` says so; what it is told to
 * print it prints.
 */
const unwilling =
  (refuses = () => true): typeof obedientMain =>
  (turn) => {
    const reply = obedientMain(turn);
    return starts(reply, "Create implementation plan") && refuses()
      ? { text: "I would rather not." }
      : reply;
  };
const UNDONE =
  "T2 Create implementation plan is ready, and the main thread did not start it, although it was reminded";

describe.each(CARRIER === "session" ? hostsOf("new") : [])(
  "a directive that is left undone after the reminder (%s)",
  (version) => {
    test("claude -p says that the run waits, for what, and what to type; its files say so too; it goes on then", async () => {
      let willing = false;
      const main = unwilling(() => !willing);
      const scenario = { version, main, outputFormat: "text" as const };
      const played = await play(scenario);
      expect(played.run.exitCode).toBe(0);
      expect(played.run.stdout).toStartWith(
        `The run is waiting; nothing is lost: ${UNDONE}. In a shell, with claude -p: claude --continue -p "go on"`,
      );
      expect(played.state).toMatchObject({ status: "waiting_for_user", blocker_reason: UNDONE });
      expect(ofType(played.events, "delivered").filter((one) => one.reminder).length).toBe(1);
      // Two turns that leave it undone, and one that prints the line.
      expect(mainRequests(played.model).length).toBe(4);

      willing = true;
      const done = await goOn(scenario, played);
      expect(done.state).toMatchObject({ status: "complete" });
    });
  },
);
