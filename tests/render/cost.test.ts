// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import type { Run, Spent } from "../../src/engine/run.ts";
import { directiveText, pauseText } from "../../src/render/directive.ts";
import { nextView } from "../../src/render/next.ts";
import { questionView } from "../../src/render/questions.ts";
import { reportText } from "../../src/render/report/report.ts";
import { statusText } from "../../src/render/status.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { stateFile } from "../../src/run/journal/projections.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { PLAIN, spentText, tokens } from "../../src/text.ts";
import { moduleOf } from "../../src/workflows/index.ts";
import { costLines } from "../../src/workflows/money/estimate.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { cleanup } from "../harness/project.ts";
import {
  command,
  dispatched,
  given,
  nonceOf,
  type Step,
  started,
} from "../workflows/multi-ai/given.ts";
import { viewOfRun } from "./run-view.ts";

afterAll(cleanup);

const MEASURED = { session: "One took 5 k tokens", direct: "One took 1 k tokens" };
const SPENT: Spent = { tool_calls: 250, minutes: 61.23, tokens: 1_234_567 };
const FAILURE = { failure: "rate_limit", message: "You hit your limit\nresets 3pm", until: "3pm" };

/** The agent of a task ends at its bounds, or because the API fails. */
const ends =
  (name: string, failure: typeof FAILURE | null): Step =>
  (story) => {
    const task = story.task(name);
    const result = { ok: false as const, problems: ["the file is not there"], sha: null };
    const base = { task: task.id, nonce: nonceOf(task), blockable: false, subject: null };
    story.do({ do: "ended", ...base, spent: SPENT, failure, result });
  };
const run = (...steps: Step[]) => given(started(), ...steps).now;
test("numbers of tokens, what was spent, and what a run usually costs", () => {
  expect([9_999, 10_000, 999_499, 1_000_000, 45_000_000].map(tokens)).toEqual([
    "9999",
    "10 k",
    "999 k",
    "1.0 M",
    "45.0 M",
  ]);
  expect(spentText({ tool_calls: 1, minutes: 0, tokens: 5 })).toBe("5 tokens, 1 tool call, 0 s");
  expect(spentText(SPENT)).toBe("1.2 M tokens, 250 tool calls, 1 h 01 min");
  const planned = { entry: "start", settings: DEFAULT_SETTINGS, options: {} };
  expect(costLines(planned, null, undefined)).toEqual([
    "Cost: no run of this kind has been completed here yet",
    "No ceiling is set (ceiling_tokens)",
  ]);
  const settings = { ...DEFAULT_SETTINGS, ceiling_tokens: 20_000_000 };
  expect(
    costLines(
      { ...planned, settings },
      { runs: 3, tokens: 1_200_000, minutes: 61.2, money: "cost not known" },
      undefined,
    ),
  ).toEqual([
    "Cost: usually 1.2 M tokens, 1 h 01 min of agents' work, cost not known (3 earlier runs here)",
    "At 20.0 M tokens you are asked whether to continue",
  ]);
  const priced = { runs: 1, tokens: 1_200_000, minutes: 61.2, money: "$3.20 at API list prices" };
  expect(costLines(planned, priced, undefined)[0]).toBe(
    "Cost: usually 1.2 M tokens, 1 h 01 min of agents' work, $3.20 at API list prices (1 earlier run here)",
  );
  const without = { ...planned, settings: { ...settings, ceiling_tokens: null } };
  expect(costLines(without, null, MEASURED)).toEqual([
    "Cost: no run of this kind has been completed here yet. One took 5 k tokens",
    "No ceiling is set (ceiling_tokens)",
  ]);
  // Without a main thread it is another sum.
  const owner = { session: "driver-1", host: null, driver: true as const };
  expect(costLines({ ...without, owner }, null, MEASURED)[0]).toBe(
    "Cost: no run of this kind has been completed here yet. One took 1 k tokens",
  );
  // A question cuts longer lines.
  for (const name of ["multi-ai", "team"])
    for (const run of [without, { ...without, owner }])
      for (const line of costLines(
        run,
        null,
        moduleOf(name).starts[name]!.tells!(run as never).measured,
      ))
        expect(line.length).toBeLessThanOrEqual(160);
});

test("the file for scripts says what was noticed, not only that something was", () => {
  const notices = [{ what: "x", text: "A file was changed.", asked: true, known: false }];
  const question = {
    id: "Q1",
    kind: "noticed",
    task: null,
    options: ["go_on", "stop"],
    labels: [],
    why: [],
  };
  const now = {
    ...run(dispatched("T1")),
    status: "waiting_for_user",
    notices,
    questions: [question],
  } as never;
  expect(stateFile(now, "/p").question).toMatchObject({
    kind: "noticed",
    reason: "A file was changed.",
  });
});

describe("a run whose API gives no answer", () => {
  const now = run(dispatched("T1"), ends("T1", FAILURE));

  test("says why it waits and how it goes on, wherever the person looks", () => {
    const why = "Claude's limit is used up until 3pm: You hit your limit resets 3pm";
    expect(stateFile(now, "/p")).toMatchObject({ status: "waiting_for_user", blocker_reason: why });
    expect(pauseText(now)).toBe(
      `The run is waiting; nothing is lost. ${why} — When that is over, type anything, such as "go on", or /multi-ai:resume.`,
    );
    const text = statusText(viewOfRun(now), { width: 200, paint: PLAIN });
    expect(text).toContain(`Waits: ${why}`);
    expect(text).toContain(
      'Next: when that is over: type anything in the session, such as "go on"',
    );
    // Behind `claude -p` and in a terminal nobody can type it.
    expect(pauseText(now, "shell")).toBe(
      `The run is waiting; nothing is lost. ${why}. When that is over, in a shell, with claude -p: claude --continue -p "go on", with the options of the first call.`,
    );
    const next = directive(now);
    expect(nextView(now, next, viewOfRun(now).next, []).directive).toMatchObject({
      do: "held",
      why: expect.stringContaining("when that is over"),
      dispatch: [],
    });
    expect(
      directiveText(now, next, { shown: [], report: "", at: "session", dialog: true }),
    ).toContain(why);
  });

  test.each([
    ["billing_error", "Claude's account has no credit left: x"],
    ["authentication_failed", "Claude's login is not valid: x"],
    ["unknown", "Claude's API gives no answer: x"],
  ])("%s", (failure, why) => {
    const other = run(
      dispatched("T1"),
      ends("T1", { failure, message: "x", until: null } as never),
    );
    expect(stateFile(other, "/p").blocker_reason).toBe(why);
  });
});

test.each([
  ["invalid_request", "With another model, or after /clear"],
  ["unknown", "When that is over"],
])("what met the main thread says what ends it (%s)", (failure, once) => {
  const paused = {
    task: null,
    at: "2026-11-27T00:00:00Z",
    failure,
    message: "Prompt is too long",
    until: null,
  };
  expect(pauseText({ ...run(), paused })).toContain(`Prompt is too long — ${once}, type anything`);
});

test("without a login it says what to type, and no other failure does", () => {
  const failure = {
    failure: "authentication_failed",
    message: "Not logged in · Please run /login",
    until: null,
  };
  const now = run(dispatched("T1"), ends("T1", failure as never));
  const why = "Claude Code is not logged in: type /login in it (Not logged in · Please run /login)";
  expect(pauseText(now)).toBe(
    `The run is waiting; nothing is lost. ${why} — Once you are logged in, type anything, such as "go on", or /multi-ai:resume.`,
  );
  const text = statusText(viewOfRun(now), { width: 200, paint: PLAIN });
  expect(text).toContain(`Waits: ${why}\n`);
  expect(text).toContain("Next: once you are logged in: type anything");
});

test("of a run that is over no limit is told that would ask", () => {
  const before = {
    ...run(dispatched("T1")),
    settings: { ...DEFAULT_SETTINGS, ceiling_tokens: 5_000_000 },
  } as Run;
  const ended = { ...before, status: "cancelled", reason: "cancelled by the person" } as never;
  const shown = [before, ended].map((one) =>
    statusText(viewOfRun(one), { width: 200, paint: PLAIN }),
  );
  expect(shown.map((one) => one.includes("You are asked at"))).toEqual([true, false]);
  expect(shown[1]).toContain(" · cancelled by you · ");
});

test("the question at an agent's bounds, and that at the ceiling", () => {
  const bounded = run(dispatched("T1"), ends("T1", null));
  const asked = questionView(bounded, bounded.questions[0]!, { lines: [], file: null });
  expect(asked.question).toBe(
    "Q1 · T1 Gather requirements: its agent reached its limit without a valid result. What now?",
  );
  expect(asked.options.map((one) => one.label)).toEqual([
    "Raise the limit",
    "Retry",
    "Another model",
    "Stop",
  ]);
  const story = given(
    started({ settings: { ceiling_tokens: 1_000_000 } }),
    dispatched("T1"),
    ends("T1", FAILURE),
  );
  command({ do: "go_on" })(story);
  const question = story.now.questions[0]!;
  expect(questionView(story.now, question, { lines: [], file: null }).question).toBe(
    "Q1 · multi-ai-00000001 has used 1.2 M of the 1.0 M tokens allowed. Continue?",
  );
});

test("status and report show what each task took, and all together, as text and as data", async () => {
  const now = run(dispatched("T1"), ends("T1", null));
  const shown = viewOfRun(now);
  expect(shown).toMatchObject({ spent: { total: SPENT }, ceiling_tokens: null });
  expect(shown.tasks[0]).toMatchObject({ id: "T1", spent: SPENT, bounds: null });
  const text = statusText(shown, { width: 200, paint: PLAIN });
  expect(text).toMatch(/T1 +Gather requirements .* needs your answer +1 h 01 min +1\.2 M/);
  expect(text).toContain("Used by agents: 1.2 M tokens, 250 tool calls, 1 h 01 min");

  const made = await makeRun({ auto: true, until: (one) => one.tasks[0]!.status === "done" });
  change(made.project, (before) => {
    const { id, nonce, call } = { id: "T2", nonce: "0".repeat(64), call: "c2" };
    const at = {
      call,
      nonce,
      agentType: "a",
      session: "s",
      host: null,
      brief: nonce,
      subject: null,
      check: false,
    };
    const result = { ok: false as const, problems: [], sha: null };
    return before
      ? [
          { do: "dispatch", task: id, ...at },
          {
            do: "ended",
            task: id,
            nonce,
            blockable: false,
            subject: null,
            spent: SPENT,
            failure: FAILURE,
            result,
          },
        ]
      : [];
  });
  const facts = reportFacts(made.project, readRun(made.project)!);
  expect(facts.spent).toEqual({ total: SPENT, main_thread: null });
  expect(reportText(facts)).toContain("Used by agents: 1.2 M tokens, 250 tool calls, 1 h 01 min");
  const main_thread = { requests: 14, tokens: 23_100 };
  expect(reportText({ ...facts, spent: { ...facts.spent, main_thread } })).toContain(
    "Used otherwise: the main thread 23 k tokens in 14 requests",
  );
  expect(
    statusText({ ...shown, spent: { total: SPENT, main_thread } }, { width: 200, paint: PLAIN }),
  ).toContain("Used otherwise: the main thread 23 k tokens in 14 requests");
});
