// Guarantee: No run stands still in silence.
// What the program tells the model to do stands on no screen, whatever the model leaves undone or
// does wrong. In between the person edits the story as text.
// Runs: in full only, on disk.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import type { Reply, Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { directiveCalls, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { heeding, pick, sitDown, untilLeft } from "./person.ts";
import { ofType } from "./scenario.ts";
import { briefs } from "./told.ts";

afterEach(cleanup);

/**
 * What a person reads of none of it: the head of a directive, and a call as it is written there.
 */
const RAW =
  /\[multi-ai multi-ai-|exactly as written|Make exactly th|subagent_type|AskUserQuestion\(|TaskUpdate\(/;
const MINE = "A test covers goodbye and the empty name";
const APPROVAL = /Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/;

/**
 * A main thread that answers the first directive of each kind in its own way, and does as it is
 * told after that.
 */
function careless(work: Script): Script {
  const left: Record<string, Reply> = {
    "Agent T1": { text: "I shall do it later." },
    "AskUserQuestion Q1?": { text: "There is a question." },
    "Agent T2": {
      calls: [
        { name: "Agent", input: { description: "x", prompt: "T99", subagent_type: "Explore" } },
      ],
    },
  };
  return async (turn) => {
    const reply = await work(turn);
    if (turn.thread === "agent") return reply;
    const call = directiveCalls(turn.lastUser).find(
      ({ name }) => name === "Agent" || name === "AskUserQuestion",
    );
    const questions = call?.input.questions as { question: string }[] | undefined;
    const what = `${call?.name} ${questions?.[0]?.question.split(" ")[0] ?? call?.input.prompt}`;
    const own = left[what];
    delete left[what];
    return own ?? reply;
  };
}

describe.each(hostsOf("new"))("the screen (%s)", (version) => {
  test("shows no directive where the model ends its turn, calls something else, or is refused", async () => {
    const seat = await sitDown({ version, script: heeding(careless(team(honest()))), rows: 200 });
    const { terminal, project, model } = seat;
    await terminal.submit("/multi-ai Say goodbye by name");
    const seen = [await terminal.waitFor(APPROVAL)];
    const path = join(project, ".task/user-story.json");
    writeFileSync(path, readFileSync(path, "utf8").replace("A test covers goodbye", MINE));
    await pick(
      seat,
      "Approve",
      /Neither the story nor the plan names a test command[\s\S]*❯ 1\. Not yet[\s\S]*2\. Name one/,
    );
    await pick(seat, "No tests", /→ No tests/);
    // A reviewer may have begun by now; nobody wrote the story or the plan again.
    const written = (): string[] => briefs(model).map((one) => basename(one.writes));
    expect(written().slice(0, 2)).toEqual(["user-story.json", "plan-refined.json"]);
    const { acceptance_criteria } = JSON.parse(
      readFileSync(join(project, ".task/user-story.json"), "utf8"),
    );
    // What was approved counts; the person's own text is kept, and the notice says where.
    expect(acceptance_criteria[1]).toEqual({ id: "AC2", text: "A test covers goodbye" });
    const { events } = await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
    expect(written().filter((name) => /^(?:user-story|plan-refined)/.test(name))).toHaveLength(2);
    // A Codex that can run nothing here is told as well.
    const edited = ofType(events, "noticed").filter(({ what }) => what !== "reviewer");
    expect(edited).toMatchObject([{ what: "edited", asked: false }]);
    const [, kept = ""] = /(\.task\/objects\/[0-9a-f]{64})/.exec(edited[0]!.text) ?? [];
    expect(readFileSync(join(project, kept), "utf8")).toContain(MINE);
    expect(ofType(events, "answered").map((one) => one.option)).toEqual(["approve", "without"]);
    const screens = [...seen, terminal.history()].join("\n").replace(/\s+/g, " ");
    expect(RAW.exec(screens)).toBeNull();
    expect(ofType(events, "delivered").filter((one) => one.reminder)).toMatchObject([
      { directive: "dispatch:T1.1" },
      { directive: expect.stringMatching(/^ask:Q1/) },
    ]);
    for (const said of [
      "Next: T1 Gather requirements (Agent",
      "Next: the person answers Q1",
      "has no task T99",
    ])
      expect(screens).toContain(said);
  });
});
