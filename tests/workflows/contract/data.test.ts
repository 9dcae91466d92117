import { describe, expect, test } from "bun:test";
import { CHANGE, runAsks } from "../../../src/engine/decisions/questions.ts";
import { TEST_OUTCOMES } from "../../../src/engine/events.ts";
import type { Question, Run } from "../../../src/engine/run.ts";
import {
  type Ask,
  type Fix,
  isWork,
  type Move,
  type Stuck,
  type Workflow,
  type WorkGate,
} from "../../../src/engine/workflow.ts";
import {
  dialogAnswer,
  questionView,
  sessionQuestion,
  typedAnswer,
} from "../../../src/render/questions.ts";
import { OTHER_MODEL } from "../../../src/workflows/contract/asks.ts";
import { council } from "../../../src/workflows/council/workflow.ts";
import { allWorkflows, workflowOf } from "../../../src/workflows/index.ts";
import { DRAFT, TAKE_PLAN, TAKE_STORY } from "../../../src/workflows/multi-ai/plan-file.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../../../src/workflows/review/statuses.ts";
import { team } from "../../../src/workflows/team/workflow.ts";
import { givenOn, started } from "../../engine/given.ts";
import { given } from "../multi-ai/given.ts";
import { Team } from "../team/given.ts";

const gatesOf = (workflow: Workflow): WorkGate[] =>
  Object.values(workflow.entries).flatMap((entry) =>
    entry.gates.flatMap((gate) => (gate.gate === "wave" ? gate.body : [gate])).filter(isWork),
  );
const movesOf = (gate: WorkGate): (Move | Stuck)[] => [
  ...Object.values(gate.on),
  gate.stuck,
  ...(gate.gate === "check" ? [] : [gate.bounded]),
  ...(gate.gate === "produce" && gate.tests
    ? [gate.tests.unapproved, ...(gate.tests.none ? [gate.tests.none] : [])]
    : []),
  ...(gate.gate === "check" ? [gate.limit] : []),
  ...(gate.gate === "review"
    ? [gate.limit, gate.stale, ...(gate.failed ? [gate.failed] : [])]
    : []),
];
const asksOf = (gate: WorkGate): Ask[] =>
  movesOf(gate).filter((move): move is Ask => typeof move === "object" && "ask" in move);
/** Moves of outcomes and of the person's answers alike. */
const everyMove = (gate: WorkGate): (Move | Stuck)[] => [
  ...movesOf(gate),
  ...asksOf(gate).flatMap((ask) => Object.values(ask.options).map((choice) => choice.move)),
];
const fixesOf = (gate: WorkGate): Fix[] =>
  everyMove(gate).flatMap((move) => (typeof move === "object" && "fix" in move ? [move.fix] : []));

/** What the checks of each kind of artifact can find. */
const OUTCOMES: Record<string, readonly string[]> = {
  "user-story": ["done", "questions"],
  plan: ["done", "questions"],
  draft: ["done", "questions"],
  "impl-result": ["complete", "unchanged", "partial", "partial_reason", "partial_denied", "failed"],
  "plan-review": Object.keys(PLAN_STATUSES),
  "code-review": Object.keys(CODE_STATUSES),
  "test-record": [...TEST_OUTCOMES, "lost", "to_come"],
};

/** Every question that stands in a gate, wherever in it. */
const asksIn = (data: unknown): Ask[] => {
  if (typeof data !== "object" || data === null) return [];
  const within = Object.values(data).flatMap(asksIn);
  return "ask" in data && "options" in data ? [data as Ask, ...within] : within;
};

test.each(Object.values(allWorkflows()).map((workflow) => [workflow.name, workflow] as const))(
  "a question of %s has two answers at least, without which the host opens no dialog",
  (_name, workflow) => {
    for (const [entry, { gates, back }] of Object.entries(workflow.entries)) {
      const ofRun = runAsks(workflow, { entry }).filter(
        ({ ask }) => ask !== CHANGE || Object.keys(back).length > 0,
      );
      for (const { ask, options, auto } of [...ofRun, ...asksIn(gates)]) {
        const always = Object.keys(options).filter((name) => options[name]!.when === undefined);
        // The answers come from an artifact, which has two to four, or only --auto comes here.
        const isNoChoice = ["answer", auto].includes(always.join());
        if (!isNoChoice) expect(always.length, `${entry}: ${ask}`).toBeGreaterThanOrEqual(2);
      }
    }
  },
);

test("a workflow of a newer version is named", () => {
  expect(() => workflowOf("dance")).toThrow(
    /"dance" is not known to this version; known: multi-ai/,
  );
});

describe.each([multiAi].map((workflow) => [workflow.name, workflow] as const))(
  "%s",
  (_name, workflow) => {
    const gates = gatesOf(workflow);

    test("bounds every agent that it starts", () => {
      const whos = [...gates, ...gates.flatMap(fixesOf)].map((one) => one.who);
      const agents = whos.flatMap((who) => ("agent" in who ? [who.agent] : []));
      expect(Object.keys(workflow.bounds).toSorted()).toEqual([...new Set(agents)].toSorted());
    });

    test("names each gate, title, token and file once", () => {
      for (const entry of Object.values(workflow.entries))
        for (const field of ["key", "title", "token", "writes"] as const) {
          // A check shows the token of what it stands behind.
          const own = gatesOf({ ...workflow, entries: { entry } }).filter(
            (gate) => field !== "token" || gate.gate !== "check",
          );
          const values = own.map((gate) => gate[field]);
          expect(new Set(values).size).toBe(values.length);
        }
    });

    test("has gates that come after gates before them, and reads files that were written by then", () => {
      for (const entry of Object.values(workflow.entries)) {
        const before = new Set<string>();
        const written = new Set<string>();
        for (const gate of gatesOf(workflow)) {
          for (const key of gate.after) expect(before).toContain(key);
          for (const file of gate.reads) expect(written).toContain(file);
          if (gate.gate === "review" && "file" in gate.of)
            expect(gate.reads).toContain(gate.of.file);
          before.add(gate.key);
          written.add(gate.writes);
        }
        for (const key of Object.values(entry.back)) expect(before).toContain(key);
      }
    });

    test("says where each way back of a changed request leads", () => {
      for (const [name, entry] of Object.entries(workflow.entries)) {
        const [change] = runAsks(workflow, { entry: name });
        expect(change!.ask).toBe("request-change");
        // What the person gave is not written anew.
        const first = entry.gates[0]!.key;
        const all = first === DRAFT ? ["requirements"] : ["planning", "requirements"];
        const ways = first === TAKE_STORY ? [] : all;
        expect(Object.keys(change!.options)).toEqual(["go_on", ...ways]);
        expect(Object.keys(entry.back).sort()).toEqual(ways);
      }
    });

    test.each(gates.map((gate) => [gate.key, gate] as const))(
      "%s handles every outcome that its artifact can have",
      (_key, gate) => {
        for (const outcome of Object.keys(gate.on))
          expect(OUTCOMES[gate.schema]!).toContain(outcome);
        if (gate.gate === "produce" || [TAKE_STORY, TAKE_PLAN].includes(gate.key))
          expect(Object.keys(gate.on).sort()).toEqual([...OUTCOMES[gate.schema]!].sort());
        // A status that a reviewer does not have is refused with the artifact, so it never becomes
        // an outcome.
        else expect(Object.keys(gate.on).length).toBeGreaterThanOrEqual(3);
      },
    );

    test.each(gates.map((gate) => [gate.key, gate] as const))(
      "%s has a limit above zero",
      (_key, gate) => {
        if (gate.gate === "review") {
          expect(workflow.limits.per_reviewer).toBeGreaterThan(0);
          expect(workflow.limits[gate.group]).toBeGreaterThan(0);
        }
        if (gate.gate === "check") expect(workflow.limits[gate.fixes]).toBeGreaterThan(0);
      },
    );

    test.each(gates.map((gate) => [gate.key, gate] as const))(
      "%s is fixed by the one who makes the same file, or by another model",
      (_key, gate) => {
        for (const fix of fixesOf(gate)) {
          const producer = gates.find(
            (one) => one.gate === "produce" && one.schema === fix.schema,
          )!;
          expect(producer.writes).toBe(fix.writes);
          expect([producer.who, OTHER_MODEL]).toContainEqual(fix.who);
        }
      },
    );

    test.each(gates.map((gate) => [gate.key, gate] as const))(
      "%s asks only what a person can answer",
      (_key, gate) => {
        for (const ask of asksOf(gate)) {
          if (ask.auto !== undefined) expect(Object.keys(ask.options)).toContain(ask.auto);
          for (const choice of Object.values(ask.options)) {
            // What goes on against a verdict is never without a reason.
            if (choice.waiver) expect(choice.reason).toBe(true);
            if (typeof choice.move === "object") expect("ask" in choice.move).toBe(false);
          }
          // Beside the story's approval only an answer about test commands goes on without a
          // waiver.
          const freely = Object.values(ask.options).filter(
            (one) => one.move === "next" && !one.waiver,
          );
          // A baseline is no verdict: nothing is approved where the person goes on without one.
          expect(freely.filter((one) => !one.tests && gate.key !== "tests-baseline")).toEqual([]);
        }
      },
    );
  },
);

test.each(Object.entries(allWorkflows()))(
  "%s is data, which survives a round trip through JSON, and the functions that it names",
  (name, workflow) => {
    const {
      rules: _r,
      selectors: _s,
      bars: _b,
      shows: _w,
      named: _n,
      panels: _p,
      waves: _v,
      regrade: _g,
      ...data
    } = workflow;
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(workflow.name).toBe(name);
  },
);

/**
 * Every ask of a workflow: of its outcomes, of what the person may be asked beside them, and of its
 * checkpoints.
 */
const everyAsk = (workflow: Workflow): [string, Ask][] =>
  Object.values(workflow.entries).flatMap((entry) =>
    entry.gates.flatMap((gate): [string, Ask][] => {
      if (gate.gate === "checkpoint") return [[gate.key, gate.ask]];
      if (gate.gate === "wave")
        return gate.body
          .filter(isWork)
          .flatMap((one) =>
            asksOf(one).map((ask): [string, Ask] => [`${one.key} ${ask.ask}`, ask]),
          );
      const asks = [
        ...asksOf(gate),
        ...(gate.gate === "panel" ? [gate.escalation, gate.undecided] : []),
      ];
      return asks.map((ask) => [`${gate.key} ${ask.ask}`, ask]);
    }),
  );

/**
 * A question as it can be asked: of the options that hang on a rule one is offered
 * (`commands-shown.test.ts`).
 */
function asAsked(ask: Ask): Ask[] {
  const options = Object.entries(ask.options);
  const hanging = options.filter(([, one]) => one.when !== undefined);
  if (hanging.length < 2) return [ask];
  return hanging.map(([kept]) => {
    const offered = options.filter(([key, one]) => key === kept || one.when === undefined);
    return { ...ask, options: Object.fromEntries(offered) };
  });
}

const RUNS: [Workflow, () => Run][] = [
  [multiAi, () => given(started()).now],
  [team, () => new Team().now],
  [council, () => givenOn(council, [started()]).now],
];

describe.each(RUNS.map(([workflow, run]) => [workflow.name, workflow, run] as const))(
  "%s",
  (_workflow, workflow, runNow) => {
    const asks = everyAsk(workflow).flatMap(([name, ask]) =>
      asAsked(ask).map((one) => [name, one] as const),
    );
    const ofRun = runAsks(workflow, { entry: "start" });
    test.each([...asks, ...ofRun.map((ask) => [ask.ask, ask] as const)])(
      "%s has its words",
      (_name, ask) => {
        const run = runNow();
        const shown = (labels: string[] = [], wants_reason: string | null = null) =>
          questionView(run, questionOf(ask, run, ofRun.includes(ask), labels, wants_reason), {
            lines: [],
            file: null,
          });
        const fromArtifact = Object.values(ask.options).length === 1;
        const plain = shown(fromArtifact ? ["this", "that"] : []);
        expect(plain.header.length).toBeGreaterThan(0);
        expect(plain.header.length).toBeLessThanOrEqual(12);
        expect(plain.question.length).toBeGreaterThan("Q1 · ".length);
        expect(plain.options.length).toBeGreaterThanOrEqual(2);
        const open = questionOf(
          ask,
          run,
          ofRun.includes(ask),
          fromArtifact ? ["this", "that"] : [],
        );
        const dialog = sessionQuestion(run, open, { lines: [], file: null }, null);
        // Enter decides nothing, and whatever the dialog has no room for is named in it.
        expect(dialogAnswer(dialog, open, dialog.offered[0]!.label)).toBe("leave_open");
        expect(dialog.offered.length).toBeLessThanOrEqual(4);
        for (const { label } of plain.options)
          if (dialog.offered.every((one) => one.label !== label))
            expect(dialog.dialog).toMatch(/\nOr type: .+$/);
        if (fromArtifact) return;
        expect(plain.options.map((option) => option.key)).toEqual(Object.keys(ask.options));
        expect(new Set(plain.options.map((option) => option.label)).size).toBe(
          plain.options.length,
        );
        plain.options.forEach(({ label, description, key }, index) => {
          expect(label.length).toBeLessThanOrEqual(30);
          expect(label).not.toContain(",");
          expect(label).not.toBe(key);
          expect(description).not.toBe("");
          const letter = "ABCDE"[index]!;
          expect(typedAnswer(plain, questionOf(ask, run, ofRun.includes(ask)), letter)).toEqual({
            option: key,
            text: null,
          });
          expect(
            typedAnswer(plain, questionOf(ask, run, ofRun.includes(ask)), `${letter}: because`),
          ).toEqual({
            option: key,
            text: "because",
          });
          if (ask.options[key]!.reason)
            expect(shown([], key).options.map((one) => one.label)).toEqual(["Go back"]);
        });
      },
    );
  },
);

function questionOf(
  ask: Ask,
  run: Run,
  isOfRun: boolean,
  labels: string[] = [],
  wants_reason: string | null = null,
): Question {
  return {
    id: "Q1",
    kind: ask.ask,
    task: isOfRun ? null : "T1",
    options: Object.keys(ask.options),
    text: labels.length > 0 ? "Which one?" : null,
    labels,
    commands: null,
    request: isOfRun ? run.request : null,
    start: null,
    why: [],
    wants_reason,
    shown: false,
    seen: false,
    seen_whole: false,
    at: "",
  };
}

test.each(Object.entries(allWorkflows()))(
  "%s: every agent's task asks where its model gives no answer",
  (_, workflow) => {
    const agents = gatesOf(workflow).filter(
      (gate) => gate.gate !== "check" && !("program" in gate.who),
    );
    expect(agents.length).toBeGreaterThan(0);
    for (const { key, ...gate } of agents) {
      const { bounded } = gate as Exclude<WorkGate, { gate: "check" }>;
      const options = typeof bounded === "object" ? Object.keys(bounded.options) : [];
      expect([key, options.includes("other"), options.includes("stop")]).toEqual([key, true, true]);
    }
  },
);
