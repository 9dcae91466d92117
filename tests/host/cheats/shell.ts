// An implementer whose commands get past every rule about commands: nothing of what they write decides anything.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../../harness/host.ts";
import type { ToolResult } from "../../harness/model.ts";
import { makeProject } from "../../harness/project.ts";
import type { Worker } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { ofType, play } from "../scenario.ts";
import { bash, call } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import { ENDS, RUNNER, tries, unseen } from "./commands.ts";
import { fileText } from "./lies.ts";

/** What the program's files say at some moment. */
interface Folds {
  snapshot: string;
  state: string;
  tasks: string;
  story: string;
}
const foldsOf = (project: string): Folds => {
  const read = (name: string) => fileText(join(project, ".task", name));
  return {
    snapshot: read("snapshot.json"),
    state: read("state.json"),
    tasks: read("pipeline-tasks.json"),
    story: read("user-story.json"),
  };
};

interface Seen {
  /** What came of each try. */
  came: ToolResult[];
  /** What it was told at each of its ends, and the folds then. */
  ends: { told: string; folds: Folds }[];
  /** The folds when the next reviewer begins. */
  review: Folds | null;
  storyWas: string;
}

/**
 * The implementer makes its tries one by one, ends three times with something else in the artifact's place, does its work,
 * and forges once more before its end. The reviewer after it ends at first without a verdict of its own.
 */
function shellTeam(project: string, seen: Seen): Worker {
  const good = honest();
  const before = tries(project);
  const steps = [
    ...before.map((one) => ({ calls: [one.call] })),
    ...ENDS.flatMap(([, command]) => [{ calls: [bash(unseen(command))] }, { text: "All is done." }]),
    { calls: [bash(unseen('rm "$d/impl-result.json"'))] },
  ];
  const last = [bash(`bun tools/forge.ts now; ${unseen("rm $d/live")}; rm -r tools`)];
  let next = 0;
  return (brief, turn) => {
    if (brief.task === "T7" && turn.turn === 0) {
      seen.review = foldsOf(project);
      return { text: "All is done." };
    }
    if (brief.task !== "T6") return good(brief);
    if (next === 0) seen.storyWas = foldsOf(project).story;
    else if (next <= before.length) seen.came.push(...turn.toolResults);
    else if (steps[next - 1] && "text" in steps[next - 1]!)
      seen.ends.push({ told: turn.told, folds: foldsOf(project) });
    const step = steps[next++];
    if (step) return step;
    const written = existsSync(join(project, ".task/impl-result.json"));
    return written && last.length > 0 ? { calls: last.splice(0) } : good(brief);
  };
}

describe.each(hostsOf("new"))("commands of the implementer (%s)", (version) => {
  test("what they write without naming the folder has no effect, and every review takes place", async () => {
    const project = makeProject();
    const seen: Seen = { came: [], ends: [], review: null, storyWas: "" };
    const { run, state, events, tasks } = await play({ version, project, worker: shellTeam(project, seen) });
    expect(run.exitCode).toBe(0);
    expect(state).toMatchObject({ status: "complete" });

    const made = tries(project);
    expect(seen.came.length).toBe(made.length);
    for (const [index, one] of made.entries()) {
      const { isError, text } = seen.came[index]!;
      expect([one.cheat, isError, text]).toEqual([
        one.cheat,
        one.denied !== undefined,
        one.denied ? expect.stringMatching(one.denied) : text,
      ]);
      if (one.denied) stopped(one.cheat);
    }

    // Each end was refused for what stood in the artifact's place.
    expect(seen.ends.map(({ told }) => told)).toEqual(ENDS.map(([, , told]) => expect.stringMatching(told)));
    const refused = ofType(events, "refused").filter((one) => one.task === "T6");
    expect(refused.map((one) => one.problems.join())).toEqual(ENDS.map(([, , told]) => expect.stringMatching(told)));
    stopped(...ENDS.map(([cheat]) => cheat));

    // The first event after the forgeries wrote what the journal says; the forged state of before did not come back.
    for (const folds of [seen.ends[0]!.folds, seen.review!]) {
      expect(folds.state).not.toContain('"complete"');
      const rows = JSON.parse(folds.tasks).tasks as { id: string; status: string }[];
      expect(rows.slice(-2).map((one) => one.status)).toEqual(["blocked", "blocked"]);
      const cached = JSON.parse(folds.snapshot).state.tasks as { status: string }[];
      expect(cached.slice(-2).map((one) => one.status)).toEqual(["blocked", "blocked"]);
    }
    stopped("task list forged", "state forged", "folds forged by a script", "snapshot, wrong checksum");
    stopped("snapshot, right checksum", "snapshot, right checksum, older", "guard removed");

    // Nine dispatches, nine acceptances: no review was left out, and none came out of the forged lines.
    const unique = [...new Map(ofType(events, "accepted").map((one) => [one.seq, one])).values()];
    const nine = Array.from({ length: 9 }, (_, index) => `T${index + 1}`);
    expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(nine);
    expect(unique.map((one) => one.task)).toEqual(nine);
    expect(tasks.map((one) => [one.id, one.status])).toEqual(nine.map((id) => [id, "done"]));
    stopped("line that is no event", "line again");

    const approvals = ofType(events, "refused").filter((one) => one.task === "T7");
    expect(approvals.map((one) => one.problems)).toEqual([
      [expect.stringContaining(".task/code-review-sonnet.json: you have not written it with the Write tool")],
    ]);
    stopped("approval by the implementer");

    expect(seen.storyWas).toContain("returns the goodbye for one person");
    expect(seen.ends[0]!.folds.story).toBe(seen.storyWas);
    expect(seen.review!.story).toBe(seen.storyWas);
    stopped("story changed");
  });

  test("an event that continues no other is taken out again, and the command that wrote it is told", async () => {
    const project = makeProject();
    const forged = {
      seq: 99,
      at: "2030-01-01T00:00:00.000Z",
      type: "task_done",
      run: "x",
      task: "T9",
      prev: "0".repeat(64),
    };
    const good = honest();
    const told: string[] = [];
    const worker: Worker = (brief, turn) => {
      if (brief.task !== "T6") return good(brief);
      if (turn.turn === 0)
        return { calls: [call("Write", { file_path: join(project, "tools/run.sh"), content: RUNNER })] };
      if (turn.turn === 1) return { calls: [bash(unseen(`echo '${JSON.stringify(forged)}' >> $d/events.jsonl`))] };
      if (turn.turn === 2) {
        told.push(turn.told);
        return { calls: [bash("rm -r tools")] };
      }
      return good(brief);
    };
    const { run, state, events, tasks } = await play({ version, project, worker });
    expect(told).toEqual([
      expect.stringContaining("Refused by multi-ai: while this command ran, .task/events.jsonl changed"),
    ]);
    expect(run.exitCode).toBe(0);
    expect(state).toMatchObject({ status: "complete" });
    expect(tasks.map((one) => one.status)).toEqual(Array.from({ length: 9 }, () => "done"));
    expect(
      (events as object[]).filter((one) => "seq" in one && one.seq === 99 && "prev" in one && one.prev === forged.prev),
    ).toEqual([]);
    stopped("line out of nowhere");
  });
});
