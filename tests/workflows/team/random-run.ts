import fc from "fast-check";
import { Refused } from "../../../src/engine/commands.ts";
import type { EventBody } from "../../../src/engine/events.ts";
import { isLive, type Run, type Task } from "../../../src/engine/run.ts";
import type { Settings } from "../../../src/settings.ts";
import { areasOf, REST, TESTS } from "../../../src/workflows/team/areas.ts";
import { reviewsOf } from "../../../src/workflows/team/peer-review/tally.ts";
import type { TeamFacts } from "../../../src/workflows/team/record/recorded.ts";
import { openQuestions } from "../../../src/workflows/team/rules.ts";
import { TRACKS } from "../../../src/workflows/team/tracks.ts";
import { endsInvalid, isLost, request } from "../../engine/given.ts";
import { Team } from "./given.ts";

/**
 * Random runs of the team workflow: what happens, and how often it goes wrong, is chosen by
 * numbers.
 */

export interface TeamMove {
  what: (typeof KINDS)[number];
  pick: number;
  spice: number;
}

const KINDS = [
  ...Array<"good">(14).fill("good"),
  ...Array<"work">(16).fill("work"),
  ...Array<"answer">(12).fill("answer"),
  "invalid",
  "lost",
  "change",
] as const;

export interface Setup {
  track: string;
  areas: number;
  worktrees: boolean;
  passes: boolean;
  auto: boolean;
}

export const setups: fc.Arbitrary<Setup> = fc.record({
  track: fc.constantFrom(...Object.keys(TRACKS), "full", "full", "full"),
  areas: fc.integer({ min: 1, max: 5 }),
  worktrees: fc.boolean(),
  passes: fc.boolean(),
  auto: fc.boolean(),
});

export const teamMoves = (length: number): fc.Arbitrary<TeamMove[]> =>
  fc.array(
    fc.record({ what: fc.constantFrom(...KINDS), pick: fc.nat(1000), spice: fc.nat(1000) }),
    {
      minLength: length / 2,
      maxLength: length,
      size: "max",
    },
  );

const NAMES = ["backend", "frontend", "platform", "größe", "データ"];
const at = <T>(list: readonly T[], index: number): T | undefined =>
  list[index % Math.max(1, list.length)];

export function newTeam({ track, areas, worktrees, passes, auto }: Setup): Team {
  const rule = { auto_pass_when: passes ? ("no_warnings" as const) : null };
  const settings: Partial<Settings> = {
    areas: Object.fromEntries(NAMES.slice(0, areas).map((name) => [name, [`${name}/**`]])),
    execute: { isolation: worktrees ? "worktree" : "checkout" },
    checkpoints: { a: rule, b: rule, c: rule },
  };
  return new Team(settings, { track }, auto);
}

/** Outcomes that an artifact of this kind can have, the good one first. */
function outcomes(task: Task): string[] {
  if (task.kind === "fix") return ["done", "fail"];
  switch (task.schema) {
    case "stage-01":
      return ["done", "fail", "questions"];
    case "stage-03":
      return ["done", "fail", "scope_changed"];
    case "scope-review":
      return ["approved", "needs_changes", "escalate"];
    case "stage-05-security":
      return ["approved", "veto"];
    case "program-record":
      return CHECKED[task.gate] ?? ["pass"];
    case "peer-review":
    case "design-draft":
    case "design-notes":
    case "deploy-log":
    case "retro":
      return ["done"];
    default:
      return ["done", "fail", "escalate"];
  }
}

/** What each check may come to, the good one first. */
const CHECKED: Record<string, string[]> = {
  baseline: ["pass", "no_baseline"],
  merge: ["pass", "fail", "cannot_run", "unchanged"],
  "pre-review": ["pass", "warn", "fail", "outdated", "unclear", "cannot_run"],
  "qa-tests": ["pass", "fail", "differs", "unclear", "cannot_run"],
  deploy: ["pass", "warn", "fail", "differs"],
};

const STATUS: Record<string, TeamFacts["status"]> = {
  fail: "FAIL",
  veto: "FAIL",
  cannot_run: "FAIL",
  differs: "FAIL",
  unclear: "FAIL",
  outdated: "FAIL",
  unchanged: "FAIL",
  escalate: "ESCALATE",
  warn: "WARN",
  no_baseline: "WARN",
};

/** Gates whose stage the checkpoint behind it does anew. */
const DOORS = ["brief", "answers", "qa-tests"];

/** What a task's artifact says beside its outcome: warnings, questions, answers, words on areas. */
function spiced(team: Team, task: Task, outcome: string, { pick, spice }: TeamMove): TeamFacts {
  const run = team.now;
  const known = run.warnings.map((one) => one.id);
  const open = openQuestions(run);
  const owners = Object.keys(areasOf(run.settings)).filter(
    (_, index) => (spice >> index) % 2 === 1,
  );
  return {
    ...(STATUS[outcome] ? { status: STATUS[outcome] } : {}),
    // A status that the outcome does not show: no checkpoint lets it through, and its stage is done
    // anew.
    ...(DOORS.includes(task.gate) && task.kind === "gate" && spice % 17 === 0
      ? { status: "FAIL" as const }
      : {}),
    ...(spice % 3 === 0
      ? {
          warnings: [
            `Warning ${pick % 7}`,
            ...(known.length > 0 ? [`${at(known, pick)}: again`] : []),
          ],
        }
      : {}),
    // What the program writes closes nothing.
    ...(spice % 7 === 0 && known.length > 0 && task.schema !== "program-record"
      ? { closed: [{ id: at(known, spice)!, reason: "settled" }] }
      : {}),
    ...(spice % 11 === 0 ? { questions: [`Question ${pick % 5}?`] } : {}),
    ...(task.schema === "stage-03" && spice % 5 !== 0
      ? { answered: open.map((one) => ({ question: one.text, answer: "Yes." })) }
      : {}),
    ...(outcome === "fail" && owners.length > 0 ? { owners } : {}),
    ...(task.gate === "pre-review" && spice % 2 === 0
      ? { rules: spice % 4 === 0 ? null : ["path:auth"] }
      : {}),
    ...(task.gate === "qa-tests" && task.kind === "gate"
      ? { rules: spice % 5 === 0 ? ["path:auth"] : [] }
      : {}),
    ...(task.schema === "peer-review" ? { sections: sections(team, task, spice) } : {}),
    ...(task.schema === "ruling" ? { owners: owners.slice(0, 1) } : {}),
    // A design for some areas alone; an owner that had nothing to do, or changed what belongs to no
    // area; tests.
    ...(task.schema === "stage-02" && owners.length > 0 ? { areas: owners } : {}),
    ...(task.edits === "area" && spice % 5 < 2
      ? team.changes(task, spice % 5 === 0 ? [] : [task.item!, REST])
      : {}),
    ...(task.schema === "stage-07" && spice % 2 === 0 ? team.changes(task, [TESTS]) : {}),
  };
}

/** Words of a seat; now and then about an older tree, its own area, or one that does not exist. */
function sections(team: Team, task: Task, spice: number): NonNullable<TeamFacts["sections"]> {
  const escalation = {
    reason: "wrong",
    decision: "Which way?",
    options: spice % 4 === 1 ? ["this", "that"] : [],
  };
  const own = reviewsOf(team.now, task).map((area, index) =>
    (spice >> index) % 4 === 1
      ? team.section(area, {
          verdict: "changes",
          blockers: ["wrong"],
          escalation: spice % 3 === 1 ? escalation : null,
        })
      : team.section(area, spice % 13 === 0 ? { tree: "older" } : {}),
  );
  const cheat =
    spice % 6 === 0 ? [team.section(task.item ?? "x"), team.section("nowhere"), ...own] : own;
  return cheat;
}

export interface Seen {
  after?: (team: Team, events: EventBody[], before: Run) => void;
}

/** Does something, and tells what came of it; what the engine refuses is a part of the play. */
function step(team: Team, seen: Seen, work: () => void): void {
  const from = team.batches.length;
  const before = team.now;
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  const events = team.batches.slice(from).flat();
  if (events.length > 0) seen.after?.(team, events, before);
}

export function answer(team: Team, id: string, option: string | null, text: string | null): void {
  team.do({ do: "answer", question: id, option, text, via: "dialog", session: "s1", named: true });
}

export function playTeam(team: Team, list: TeamMove[], seen: Seen = {}): Team {
  for (const move of list) {
    if (!isLive(team.now)) break;
    const { what, pick, spice } = move;
    const task = at(team.ready(), pick);
    const open = at(team.now.questions, pick);
    step(team, seen, () => {
      if (what === "answer" || (!task && open)) {
        if (!open) return;
        const options = open.options.filter((one) => one !== "stop" || spice % 40 === 0);
        answer(team, open.id, at(options, spice) ?? null, spice % 9 === 0 ? null : "because");
      } else if (what === "change") {
        if (spice % 4 === 0) team.do({ do: "change", request: request(`Change ${pick}`) });
      } else if (!task) return;
      else if (what === "good") team.end(task.id);
      else if (what === "invalid") endsInvalid(task.id, spice % 2 === 0)(team);
      else if (what === "lost") isLost(task.id)(team);
      else {
        const outcome = at(outcomes(task), spice % 4 === 0 ? pick : 0)!;
        team.end(task.id, spiced(team, task, outcome, move), outcome);
      }
    });
  }
  return team;
}

/** What a person who wants to come to an end answers, by preference. */
const ONWARD = [
  "proceed",
  "fix",
  "continue",
  "accept",
  "waive",
  "without",
  "go_on",
  "more",
  "again",
  "answer",
  "owner",
  "revise",
];

/**
 * Good agents and a person who wants to come to an end: until the run is over. @throws when it
 * never is
 */
export function toTheEnd(team: Team, seen: Seen = {}): Team {
  for (let left = 600; left > 0 && isLive(team.now); left--) {
    const before = team.now.seq;
    // The run's own questions come before any dispatch.
    const open = team.now.questions.find((one) => one.task === null) ?? team.now.questions[0];
    const task = open?.task === null ? undefined : team.ready()[0];
    if (task) {
      const answered = openQuestions(team.now).map((one) => ({
        question: one.text,
        answer: "Yes.",
      }));
      step(team, seen, () => team.end(task.id, task.schema === "stage-03" ? { answered } : {}));
    } else if (open)
      for (const option of ONWARD.filter((one) => open.options.includes(one))) {
        step(team, seen, () => answer(team, open.id, option, "because"));
        if (team.now.seq !== before) break;
      }
    if (team.now.seq === before) throw new Error(`nothing moves: ${team.where()}`);
  }
  if (isLive(team.now)) throw new Error(`it does not end: ${team.where()}`);
  return team;
}

/** What has happened, for a person who has to find out why. */
export const story = (team: Team): string =>
  team.batches
    .flat()
    .flatMap((event) => {
      if (event.type === "accepted")
        return [
          `${team.task(event.task).subject}: ${event.outcome} ${JSON.stringify(event.facts ?? {})}`,
        ];
      if (event.type === "asked") return [`asked ${event.kind}`];
      if (event.type === "answered") return [`answered ${event.option}`];
      if (event.type === "task_voided" || event.type === "ended") return [event.type];
      return [];
    })
    .join("\n");
