import type { Facts } from "../../../src/engine/events.ts";
import { acceptedTasks, type Run, type Task, treesOf } from "../../../src/engine/run.ts";
import type {
  Ask,
  Fix,
  Gate,
  PanelGate,
  PanelRules,
  Verdict,
  Workflow,
} from "../../../src/engine/workflow.ts";
import { ends, type Given, givenOn, type Step, type Story } from "../given.ts";

/**
 * The second workflow made for the specs, with the gates that the chain does not have: a
 * checkpoint, three seats that vote on a draft, and a check behind them. Two approvals are enough,
 * unless the one who has a veto asks for changes.
 */

export const SEATS = ["architect", "tester", "guard"];
const VETO = "guard";
const QUORUM = 2;
/** What the seats look at: the draft is the only part. */
const PART = "draft";

const stuck: Ask = { ask: "stuck", options: { again: { move: "again" }, stop: { move: "stop" } } };
const writer = { agent: "writer", model: "large" };
const work = { reads: [], stuck, bounded: stuck };

const revise: Fix = {
  who: writer,
  title: "Revise",
  token: "drafting",
  writes: ".task/draft.json",
  schema: "draft",
  brief: "revise",
};
const arbiter: Fix = {
  ...revise,
  title: "Arbiter",
  token: "voting",
  writes: ".task/word.json",
  schema: "word",
};

const overruled = (run: Run, { task }: Pick<Verdict, "task">): boolean =>
  run.decisions.some(
    (one) => one.task === task.id && one.kind === "blocked" && one.option === "overrule",
  );

const said = (
  task: Task,
): { verdict: "approved" | "changes"; escalation: Verdict["escalation"]; tree: string } | null =>
  (task.facts.vote as ReturnType<typeof said>) ?? null;

/**
 * The newest vote of each seat; a veto is always heard, other changes only where the quorum is
 * missed.
 */
const rules: PanelRules = {
  standings(run, _gate, seats) {
    const newest = new Map<string, Verdict>();
    for (const task of acceptedTasks(run)) {
      const vote = seats.some((seat) => seat.id === task.id) ? said(task) : null;
      if (vote === null || task.item === null) continue;
      const { verdict, escalation, tree } = vote;
      newest.delete(task.item);
      newest.set(task.item, {
        part: PART,
        seat: task.item,
        task,
        verdict,
        escalation,
        stale: tree !== treesOf(run)[PART],
      });
    }
    const verdicts = [...newest.values()];
    const approved = verdicts
      .filter((one) => one.verdict === "approved" && !one.stale)
      .map((one) => one.seat);
    const asked = verdicts.filter((one) => one.verdict === "changes" && !overruled(run, one));
    const changes = approved.length < QUORUM ? asked : asked.filter((one) => one.seat === VETO);
    const reviewers = [...new Set(seats.flatMap((seat) => seat.item ?? []))];
    return [{ part: PART, required: QUORUM, reviewers, verdicts, approved, changes }];
  },
  changesIn: (task) => (said(task)?.verdict === "changes" ? [PART] : []),
  ownerOf: (part) => ({ item: part, role: "writer" }),
  refuses: (run, behind) =>
    run.tasks.some(
      (task) => task.status === "running" && behind.some((gate) => gate.key === task.gate),
    )
      ? { code: "too_late", why: "what comes behind the vote is at work" }
      : null,
};

const gates = (more: Partial<PanelGate>): Gate[] => [
  {
    ...work,
    gate: "produce",
    key: "draft",
    title: "Draft",
    token: "drafting",
    after: [],
    who: writer,
    writes: ".task/draft.json",
    schema: "draft",
    brief: "draft",
    on: { done: "next" },
  },
  {
    gate: "checkpoint",
    key: "go",
    title: "Go",
    token: "go",
    after: ["draft"],
    ask: {
      ask: "go",
      auto: "proceed",
      passes: { when: "isPlain", option: "proceed" },
      options: {
        proceed: { move: "next", unless: "openPoints" },
        revise: { move: { redo: "draft" }, reason: true },
        stop: { move: "stop" },
      },
    },
  },
  {
    ...work,
    gate: "panel",
    key: "vote",
    panel: "vote",
    title: "Vote - {item}",
    token: "voting",
    each: { over: "seats" },
    after: ["go"],
    who: { agent: "voter", model: "small" },
    writes: ".task/vote-{item}.json",
    schema: "vote",
    brief: "vote",
    revise,
    rounds: "iterations",
    escalation: { ask: "which", options: { answer: { move: { tally: "vote" } } } },
    undecided: {
      ask: "blocked",
      options: {
        overrule: { move: { tally: "vote" }, reason: true },
        seat: { move: { tally: "vote" } },
        stop: { move: "stop" },
      },
    },
    on: { done: "next" },
    ...more,
  },
  {
    gate: "check",
    key: "audit",
    title: "Audit",
    token: "auditing",
    after: ["vote"],
    who: { program: "audit" },
    reads: [],
    writes: ".task/audit.json",
    schema: "record",
    brief: "audit",
    fixes: "iterations",
    on: { pass: { tally: "vote" }, fail: { fix: revise, then: "self" } },
    limit: {
      ask: "audit-limit",
      options: {
        accept: { move: "next", reason: true, waiver: "accepted" },
        stop: { move: "stop" },
      },
    },
    stuck,
  },
  {
    ...work,
    gate: "produce",
    key: "last",
    title: "Publish",
    token: "publishing",
    after: ["audit"],
    when: "isWanted",
    who: writer,
    writes: ".task/last.json",
    schema: "last",
    brief: "publish",
    on: { done: "next" },
  },
];

const workflow = (more: Partial<PanelGate>, counted: Partial<PanelRules> = {}): Workflow => ({
  name: "council",
  files: ".task/council",
  limits: { iterations: 2 },
  bounds: {},
  idle: "idle",
  complete: "complete",
  selectors: { seats: () => SEATS.map((item) => ({ item, role: item })) },
  roles: { "*": { agent: "voter", model: "small" } },
  rules: {
    isPlain: (run) => run.options.plain === "yes",
    isWanted: (run) => run.options.publish !== "no",
    mayBeSilent: (_run, gate) => gate.item !== VETO,
  },
  bars: {
    openPoints: (run) =>
      acceptedTasks(run).flatMap((task) => (task.facts.open as string[] | undefined) ?? []),
  },
  panels: { vote: { ...rules, ...counted } },
  entries: { start: { gates: gates(more), back: { drafting: "draft" } } },
});

/** Where seat and writer do not agree the person decides. */
export const council = workflow({});
/** The same with an arbiter before the person. */
export const arbitrated = workflow({ arbiter });
/** Who votes is known at the start of the run. */
export const staffed = workflow({ who: { role: "{role}" } });
/** A seat that gives no vote is left out, but for the one who has a veto. */
export const lenient = workflow({
  stuck: { if: "mayBeSilent", then: "leave", else: stuck },
  bounded: {
    ask: "bounded",
    options: { again: { move: "again" }, leave: { move: "leave" }, stop: { move: "stop" } },
  },
});
/** Every seat may be left out, and nobody is asked. */
export const silent = workflow({ stuck: "leave" });
/**
 * A veto is put before the person at once, who lets the panel go on or ends the run; so are changes
 * in a third round, and a round without any vote.
 */
export const vetoing = workflow(
  {
    stuck: "leave",
    undecided: {
      ask: "veto",
      options: {
        go_on: { move: { tally: "vote" } },
        fail: { move: "fail" },
        stop: { move: "stop" },
      },
    },
  },
  {
    ends: (run, gate, parts) =>
      parts
        .flatMap((part) => part.changes)
        .find((one) => one.seat === VETO || one.task.version > 2) ??
      (parts.every((part) => part.verdicts.length === 0)
        ? {
            task: run.tasks.findLast(
              (task) => task.gate.startsWith(`${gate.panel}:`) && !task.void,
            )!,
          }
        : null),
  },
);

const treeNow = (story: Story): string => treesOf(story.now)[PART] ?? "";

type Escalation = NonNullable<Verdict["escalation"]>;
export const vote = (
  story: Story,
  verdict: "approved" | "changes",
  escalation: Escalation | null = null,
): Facts => ({
  vote: { verdict, escalation, tree: treeNow(story) },
});

/** What good writers and voters say: a draft has a new tree, and every seat approves it. */
export function says(story: Story, task: Task): Facts | undefined {
  if (task.schema === "vote") return vote(story, "approved");
  if (task.schema === "draft") return { trees: { [PART]: `draft-${story.batches.length}` } };
  if (task.schema === "word") return { owners: [PART] };
  return undefined;
}

/** A run of it, up to the question whether to go on. */
export const seated = (of: Workflow, ...before: Step[]): Given => givenOn(of, before, says);

/** A seat approves, or asks for changes, maybe in words of its own. */
export const votes =
  (seat: string, verdict: "approved" | "changes", escalation: Escalation | null = null): Step =>
  (story) => {
    const task = story.now.tasks.findLast((one) => one.item === seat && one.schema === "vote")!;
    ends(task.id, "done", { facts: vote(story, verdict, escalation) })(story);
  };

/** Every seat that is to vote does, the guard as it is told. */
export const round =
  (guard: "approved" | "changes"): Step =>
  (story) => {
    for (const { item } of story.now.tasks.filter(
      (task) => task.schema === "vote" && task.status === "ready",
    ))
      votes(item!, item === "guard" ? guard : "approved")(story);
  };
