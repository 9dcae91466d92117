// What is put into a run by whoever is not its host: the host's own transcript knows nothing of it.
import { expect, test } from "bun:test";
import type { Reply, ToolResult, Turn } from "../../harness/model.ts";
import { makeProject } from "../../harness/project.ts";
import { hostsOf } from "../../harness/sandbox.ts";
import { obedientMain } from "../../harness/team.ts";
import { openQuestions } from "../from-outside.ts";
import { ofType, play } from "../scenario.ts";
import { stopped } from "./cheats.ts";
import { forging, rewriting, switchingOff } from "./forged-journal.ts";

test.each(hostsOf("new"))(
  "reviews that only the journal knows hold the run before it is complete (%s)",
  async (version) => {
    const project = makeProject();
    const { state, events } = await play({ version, project, worker: forging(project, false) });
    expect(state).toMatchObject({ status: "waiting_for_user" });
    const [noticed, ...more] = ofType(events, "noticed");
    expect([noticed?.what, more]).toEqual(["no-counterpart", []]);
    expect(noticed?.text).toMatch(
      /T7 counts as done, and its agent wrote another .*; T8 was started by no call of the host\./,
    );
    expect(openQuestions(project)).toMatchObject([{ kind: "noticed" }]);
    stopped("forged review");
  },
);

test.each(hostsOf("new"))(
  "an end that was forged with them stands in the report for what it is (%s)",
  async (version) => {
    const project = makeProject();
    const { run } = await play({ version, project, worker: forging(project, true) });
    expect(run.stdout).toContain(
      "Claude Code's own transcript knows nothing of this: T7 counts as done, and its agent wrote",
    );
    stopped("forged end");
  },
);

test.each(hostsOf("old"))("a verdict that a process rewrites behind its agent does not count (%s)", async (version) => {
  const tried = { times: 0 };
  const main = (turn: Turn): Reply => {
    const reply = obedientMain(turn);
    return reply.calls?.some(({ input }) => input.prompt === "T10") ? { text: "That is enough." } : reply;
  };
  const { events } = await play({ version, worker: rewriting(tried), main });
  expect(tried.times).toBe(1);
  const refused = ofType(events, "refused").filter((one) => one.task === "T7");
  expect(refused[0]?.problems[0]).toContain("a command or another process changed it after you wrote it");
  expect(ofType(events, "accepted").find((one) => one.task === "T7")?.outcome).toBe("needs_changes");
  stopped("verdict rewritten");
});

test("calls that an agent makes with the hooks switched off hold the run", async () => {
  const project = makeProject();
  const came: ToolResult[] = [];
  const { state, events } = await play({ version: "new", project, worker: switchingOff(project, came) });
  // The host takes the settings over at once: what a rule denies else passes.
  expect(came.slice(0, 4).map((one) => one.isError)).toEqual([false, false, false, false]);
  expect(state).toMatchObject({ status: "waiting_for_user" });
  const gap = ofType(events, "noticed").find((one) => one.what === "hook-gap");
  expect(gap?.text).toContain("2 calls of T6's agent (Bash)");
  stopped("hooks switched off");
});
