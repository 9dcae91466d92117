// Guarantee: A team signs off only what was approved.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { EventBody } from "../../../src/engine/events.ts";
import { gatesOf } from "../../../src/engine/gates.ts";
import {
  acceptedTasks,
  isLive,
  isOver,
  type Run,
  taskOf,
  treesOf,
} from "../../../src/engine/run.ts";
import { changedParts, TESTS } from "../../../src/workflows/team/areas.ts";
import { eligible, requiredApprovals } from "../../../src/workflows/team/peer-review/tally.ts";
import { teamFacts } from "../../../src/workflows/team/record/recorded.ts";
import { openQuestions } from "../../../src/workflows/team/rules.ts";
import { areaStandings, verdictOf } from "../../../src/workflows/team/status/standing.ts";
import { isBad } from "../../../src/workflows/team/status/statuses.ts";
import { openAt, openWarnings } from "../../../src/workflows/team/status/warnings.ts";
import { checkpointLines } from "../../../src/workflows/team/table/questions.ts";
import { gateFiles, stageParts, teamView } from "../../../src/workflows/team/table/views.ts";
import { team as workflow } from "../../../src/workflows/team/workflow.ts";
import { runs } from "../../harness/in-full.ts";
import type { Team } from "./given.ts";
import {
  newTeam,
  playTeam,
  type Seen,
  type Setup,
  setups,
  story,
  type TeamMove,
  teamMoves,
  toTheEnd,
} from "./random-run.ts";

const RUNS = runs(15);

/** A long play shrinks slowly to little: the seed repeats it, and what happened is told. */
function holds(property: (setup: Setup, list: TeamMove[]) => void): void {
  let why: unknown;
  const watched = (setup: Setup, list: TeamMove[]): void => {
    try {
      property(setup, list);
    } catch (error) {
      why = error;
      throw error;
    }
  };
  const checked = fc.check(fc.property(setups, teamMoves(90), watched), {
    numRuns: RUNS,
    endOnFailure: true,
    ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
  });
  if (checked.failed) throw new Error(`seed ${checked.seed}: ${(why as Error).stack}`);
}

const fail = (team: Team, why: string): never => {
  throw new Error(`${why}\n${JSON.stringify(team.now.options)}\n${story(team)}\n${team.where()}`);
};

const played = (setup: Setup, list: TeamMove[], seen: Seen = {}): Team =>
  toTheEnd(playTeam(newTeam(setup), list, seen), seen);
const viewed = (run: Run) => teamView(run, { feature: "x", next: "" });
const isFine = (status: string): boolean => ["PASS", "WARN", "skipped"].includes(status);

/** The part of the workflow that a task belongs to. */
const stageOf = (run: Run, gate: string): string =>
  gatesOf(workflow, run).find((one) => one.key === gate)?.part ?? "";

describe("random runs of the team workflow", () => {
  test("end or ask, whatever happens; and a person who goes on gets to an end", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team) {
          const { tasks, questions } = team.now;
          if (!isLive(team.now)) {
            if (questions.length > 0 || !tasks.every(isOver))
              fail(team, "over, and something is open");
            return;
          }
          const moves = tasks.some((task) => task.status === "ready" || task.status === "running");
          if (!moves && questions.length === 0) fail(team, "nothing is ready, running or asked");
          const subjects = tasks.map((task) => task.subject);
          if (new Set(subjects).size < subjects.length) fail(team, "a subject stands twice");
        },
      });
    });
  });

  test("pass no checkpoint over a FAIL or an open question", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team, events, before) {
          for (const event of events) {
            if (event.type !== "task_done") continue;
            const task = taskOf(team.now, event.task)!;
            if (task.schema !== "decision") continue;
            const bad = viewed(before).rows.filter((row) => isBad(row.status));
            // What the same decision has just taken in is in the run after it.
            const now = viewed(team.now).rows.filter(
              (row) => isBad(row.status) && bad.some((one) => one.stage === row.stage),
            );
            if (now.length > 0)
              fail(team, `${task.subject} passed over ${now.map((row) => row.stage).join(", ")}`);
            if (
              task.gate !== "checkpoint-b" &&
              openQuestions(before).length > 0 &&
              openQuestions(team.now).length > 0
            )
              fail(team, `${task.subject} passed with open questions`);
          }
        },
      });
    });
  });

  test("begin no stage before the stages before it hold", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team, events, before) {
          for (const event of events) {
            if (event.type !== "dispatched") continue;
            const task = taskOf(before, event.task)!;
            if (task.kind !== "gate" || task.version > 1) continue;
            const stage = stageOf(before, task.gate);
            // Tests are written in stage 07, and looked at behind it.
            const open = viewed(before).rows.filter(
              (row) =>
                row.stage.slice(0, 2) < stage &&
                !isFine(row.status) &&
                !(stage === "07" && row.name === `Peer Review (${TESTS})`),
            );
            if (open.length > 0)
              fail(
                team,
                `${task.subject} began while ${open.map((row) => `${row.stage} is ${row.status}`).join(", ")}`,
              );
          }
        },
      });
    });
  });

  test("that are complete have no stage that is missing, at work or bad", () => {
    holds((setup, list) => {
      const team = played(setup, list);
      if (team.now.status !== "complete") return;
      const open = viewed(team.now).rows.filter((row) => !isFine(row.status));
      if (open.length > 0)
        fail(team, open.map((row) => `${row.stage} ${row.name} is ${row.status}`).join(", "));
    });
  });

  test("count an approval once, of somebody else's area, and of what is there now", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team) {
          const run = team.now;
          const trees = treesOf(run);
          for (const { area, status, standing } of areaStandings(run)) {
            const { approved } = standing;
            if (new Set(approved).size < approved.length)
              fail(team, `an approval of ${area} counts twice`);
            if (
              approved.some(
                (seat) => seat === area || !eligible(run, area).concat("principal").includes(seat),
              )
            )
              fail(team, `${approved.join(", ")} may not approve ${area}`);
            for (const seat of approved) {
              const said = acceptedTasks(run)
                .filter((task) => task.item === seat)
                .flatMap((task) => teamFacts(task).sections ?? [])
                .findLast((one) => one.area === area)!;
              if (said.verdict !== "approved" || said.tree !== trees[area])
                fail(team, `${seat} has not approved ${area} as it is`);
            }
            if (status === "PASS" && approved.length < requiredApprovals(run, area))
              fail(team, `${area} passed with ${approved.length} approvals`);
          }
        },
      });
    });
  });

  test("reach the release only with every changed part approved as it is, or as the person decided", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team, events) {
          const at = releaseOf(team.now, events);
          if (at === null || !gatesOf(workflow, team.now).some((gate) => gate.gate === "panel"))
            return;
          const standing = areaStandings(team.now);
          expect(standing.map((one) => one.area)).toEqual(changedParts(team.now));
          const open = standing.filter((one) => !isFine(one.status));
          if (open.length > 0)
            fail(
              team,
              `${at} while ${open.map((one) => `${one.area} is ${one.status}`).join(", ")}`,
            );
        },
      });
    });
  });

  test("lose no warning: it stays open, with its id, until it is closed with a reason", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team, events, before) {
          const now = team.now.warnings;
          for (const one of before.warnings) {
            const same = now.find((other) => other.id === one.id);
            if (same?.text !== one.text) fail(team, `${one.id} is gone or another one`);
            if (one.closed === null && same!.closed !== null && !closes(events, one.id))
              fail(team, `${one.id} was closed by nobody`);
          }
          for (const event of events)
            for (const said of event.type === "accepted" ? (event.facts?.warnings ?? []) : []) {
              const words = said.replace(/^W\d+: /, "");
              const task = taskOf(team.now, (event as { task: string }).task)!;
              const isThere = now.some(
                (one) => one.text === words || said.startsWith(`${one.id}: `),
              );
              if (!task.void && task.outcome !== null && !isThere)
                fail(team, `"${said}" was never heard of again`);
            }
          if (events.some((event) => event.type === "accepted")) shown(team);
        },
      });
    });
  });

  test("make the same files and texts of the same run, and never fail at it", () => {
    holds((setup, list) => {
      played(setup, list, {
        after(team, events) {
          if (!events.some((event) => event.type === "accepted" || event.type === "task_done"))
            return;
          const files = gateFiles(team.now);
          const paths = files.map((file) => file.path);
          if (new Set(paths).size < paths.length)
            fail(team, `a gate is written twice: ${paths.join(", ")}`);
          for (const { path, text } of files) {
            const { status } = JSON.parse(text) as { status: string };
            if (!["PASS", "WARN", "FAIL", "ESCALATE"].includes(status))
              fail(team, `${path} is ${status}`);
          }
        },
      });
    });
  });
});

/**
 * What of the release these events have done: checkpoint C is passed, by a person or a rule; signed
 * off, by hand or not; the end.
 */
function releaseOf(run: Run, events: EventBody[]): string | null {
  for (const event of events) {
    if (event.type === "ended" && event.status === "complete") return "complete";
    if (!("task" in event) || typeof event.task !== "string") continue;
    const gate = taskOf(run, event.task)?.gate;
    if (event.type === "task_done" && gate === "checkpoint-c") return "checkpoint C is passed";
    if (gate === "signoff" && (event.type === "task_skipped" || event.type === "dispatched"))
      return "it is signed off";
  }
  return null;
}

const closes = (events: EventBody[], id: string): boolean =>
  events.some(
    (event) => event.type === "accepted" && event.facts?.closed?.some((one) => one.id === id),
  );

/** Open warnings stand in the table, in the newest gates, and at a checkpoint. */
function shown(team: Team): void {
  const open = openWarnings(team.now);
  const table = stageParts(viewed(team.now))
    .flatMap(({ rows }) => rows.map(({ text }) => text))
    .join("\n");
  for (const one of open.slice(0, 10))
    if (!table.includes(one.text)) fail(team, `${one.id} is not in the table`);
  const words = acceptedTasks(team.now).findLast(
    (task) => verdictOf(task) !== null && task.schema.startsWith("stage-"),
  );
  const gate = gateFiles(team.now).find((file) => file.path === words?.writes);
  const before = openAt(team.now, words?.acceptedSeq ?? 0);
  if (gate && words?.schema !== "stage-07")
    for (const one of before)
      if (!gate.text.includes(`${one.id}: `)) fail(team, `${one.id} is not in ${gate.path}`);
  const asked = team.now.questions.find((one) => one.kind.startsWith("checkpoint-"));
  if (asked && open.length > 0) {
    const lines = checkpointLines(team.now, asked.kind.slice(-1) as "a", []);
    if (!lines.some((line) => line.startsWith(`${open.length} warning`)))
      fail(team, "a checkpoint says nothing of warnings");
  }
}
