// Guarantee: Cost has bounds.
// The model's API gives no answer, to the main thread or to an agent: the run waits and goes on
// when the person does.
// Runs: in full only, by a driver too, first.
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { type Reply, type Script, startModel, type Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn } from "./from-outside.ts";
import { CARRIER, goodExit, mainPays, mainRequests, ofType, play } from "./scenario.ts";

afterEach(cleanup);

const LIMIT_WORDS = "You have used your limit. It resets at 3pm (UTC)";

/** Fails with a status, or in another way, as often as it is told to, where a request fits. */
function flaky(script: Script) {
  const failing = { main: 0, agent: 0, status: 429, as: {} as Reply };
  const fails = (turn: Turn): boolean => {
    const wanted =
      turn.thread === "main"
        ? turn.lastUser.includes("[multi-ai ")
        : readBrief(turn.firstUser) !== null;
    return wanted && failing[turn.thread]-- > 0;
  };
  return {
    failing,
    script: ((turn) =>
      fails(turn)
        ? { status: failing.status, text: LIMIT_WORDS, ...failing.as }
        : script(turn)) as Script,
  };
}

describe.each(CARRIER === "session" ? hostsOf("new") : [])(
  "an API without an answer to the main thread (%s)",
  (version) => {
    test("nothing is dispatched; it goes on at the next prompt", async () => {
      const { failing, script } = flaky(team(honest()));
      Object.assign(failing, { main: 9, status: 529 });
      const { state, events } = await play({ version, model: startModel({ script }) });
      // A host that ends with the failure may end before its hook has written that the run waits.
      expect(["waiting_for_user", "running"]).toContain(state.status as string);
      expect(ofType(events, "dispatched")).toEqual([]);
    });
  },
);

describe.each(hostsOf("new"))("an API without an answer to an agent (%s)", (version) => {
  test("the run waits, starts nothing, counts nothing, and goes on at the next prompt", async () => {
    const { failing, script } = flaky(team(honest()));
    const model = startModel({ script, codex: codexReviewer() });
    Object.assign(failing, { agent: 1, status: 429 });
    const waits = await play({ version, model });
    expect(waits.run.exitCode).toBe(goodExit(waits));
    expect(waits.state).toMatchObject({ status: "waiting_for_user" });
    expect(waits.state.blocker_reason).toContain("Claude's limit is used up until 3pm (UTC)");
    expect(ofType(waits.events, "held").at(-1)).toMatchObject({
      task: "T1",
      failure: "rate_limit",
    });
    expect(ofType(waits.events, "returned").map((one) => one.reason)).toEqual(["api"]);
    expect(ofType(waits.events, "dispatched").length).toBe(1);
    // One request for the dispatch, and none for the agent's notification.
    expect(mainRequests(model).length).toBe(mainPays(1));
    expect(waits.run.stdout + waits.run.stderr).toMatch(/is waiting; nothing is lost\./);

    const { state, events } = await goOn({ version }, waits, "/multi-ai:resume");
    expect(state).toMatchObject({ status: "complete", blocker_reason: "every task is done" });
    expect(ofType(events, "dispatched").length).toBe(10);
    expect(ofType(events, "task_created").length).toBe(9);
  });
});

const TOO_LONG = {
  status: 400,
  error: "invalid_request_error",
  text: "prompt is too long: 210000 tokens > 200000 maximum",
};
const NO_MODEL = { status: 404, error: "not_found_error", text: "model: claude-opus-5-5" };
const REFUSAL: Reply = { status: undefined, refuses: true, text: "" };

describe.each(hostsOf("new"))("what no waiting ends (%s)", (version) => {
  test.each([
    ["safeguards", REFUSAL, 2, "safeguards flagged this message"],
    [
      "a model that the account lacks",
      NO_MODEL,
      9,
      "It may not exist or you may not have access to it",
    ],
    ["a prompt that is too long", TOO_LONG, 9, "Prompt is too long"],
  ])(
    "%s: the task asks at once, in the API's words, and another model does it",
    async (_, as, agent, words) => {
      const { failing, script } = flaky(team(honest()));
      const model = startModel({ script, codex: codexReviewer() });
      Object.assign(failing, { agent, as });
      const asks = await play({ version, model });
      failing.agent = 0;
      expect(asks.run.exitCode).toBe(goodExit(asks));
      expect(asks.state).toMatchObject({
        status: "waiting_for_user",
        question: { kind: "unanswered", task: "T1" },
      });
      expect((asks.state.question as { reason: string }).reason).toContain(words);
      expect(ofType(asks.events, "held")).toEqual([]);
      const said = asks.run.results.join("\n");
      expect(said).toContain(words);
      expect(said).toContain("Another model");
      expect(said).not.toMatch(/when that is over/i);

      answer(asks.project, "other");
      const { state, events, tasks } = await goOn({ version }, asks);
      expect(state).toMatchObject({ status: "complete" });
      expect(tasks[0]).toMatchObject({ model: "sonnet" });
      expect(ofType(events, "dispatched").filter(({ task }) => task === "T1").length).toBe(2);
    },
  );

  test("a refusal behind which the host goes on by itself is none", async () => {
    const { failing, script } = flaky(team(honest()));
    Object.assign(failing, { agent: 1, as: REFUSAL });
    const { state, events } = await play({
      version,
      model: startModel({ script, codex: codexReviewer() }),
    });
    expect(state).toMatchObject({ status: "complete" });
    expect(ofType(events, "returned")).toEqual([]);
  });
});
