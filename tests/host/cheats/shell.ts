// An implementer whose commands get past every rule about commands: nothing of what they write
// decides anything.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../../harness/host.ts";
import type { ToolResult } from "../../harness/model.ts";
import { IN_TURN, makeProject } from "../../harness/project.ts";
import type { Worker } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { ofType, play } from "../scenario.ts";
import { bash } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import { tries, unseen } from "./commands.ts";
import { fileText } from "./lies.ts";

/** What the program's files say at some moment. */
const foldsOf = (project: string) => {
  const read = (name: string) => fileText(join(project, ".task", name));
  return {
    snapshot: read("snapshot.json"),
    tasks: read("pipeline-tasks.json"),
    story: read("user-story.json"),
  };
};

interface Seen {
  /** What came of each try. */
  came: ToolResult[];
  /** The folds when the next reviewer begins. */
  review: ReturnType<typeof foldsOf> | null;
  storyWas: string;
}

/**
 * The implementer makes its tries one by one, does its work, and forges once more before its end.
 * The reviewer after it ends at first without a verdict of its own.
 */
function shellTeam(project: string, seen: Seen): Worker {
  const good = honest();
  const steps = tries(project).map((one) => ({ calls: [one.call] }));
  const last = [bash(`bun tools/forge.ts; ${unseen("rm $d/live")}; rm -r tools`)];
  let next = 0;
  return (brief, turn) => {
    if (brief.task === "T7" && turn.turn === 0) {
      seen.review = foldsOf(project);
      return { text: "All is done." };
    }
    if (brief.task !== "T6") return good(brief);
    if (next === 0) seen.storyWas = foldsOf(project).story;
    else if (next <= steps.length) seen.came.push(...turn.toolResults);
    const step = steps[next++];
    if (step) return step;
    const written = existsSync(join(project, ".task/impl-result.json"));
    return written && last.length > 0 ? { calls: last.splice(0) } : good(brief);
  };
}

describe.each(hostsOf("new"))("commands of the implementer (%s)", (version) => {
  test("what they write without naming the folder has no effect, and every review takes place", async () => {
    const project = makeProject({ files: IN_TURN });
    const seen: Seen = { came: [], review: null, storyWas: "" };
    const { run, state, events, tasks } = await play({
      version,
      project,
      worker: shellTeam(project, seen),
    });
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

    // The first event after the forgeries wrote what the journal says.
    const rows = JSON.parse(seen.review!.tasks).tasks as { id: string; status: string }[];
    expect(rows.slice(-2).map((one) => one.status)).toEqual(["blocked", "blocked"]);
    const cached = JSON.parse(seen.review!.snapshot).state.tasks as { status: string }[];
    expect(cached.slice(-2).map((one) => one.status)).toEqual(["blocked", "blocked"]);
    stopped("task list forged", "snapshot, right checksum");

    // Nine dispatches, nine acceptances: no review was left out, and none came out of the forged
    // lines.
    const unique = [...new Map(ofType(events, "accepted").map((one) => [one.seq, one])).values()];
    const nine = Array.from({ length: 9 }, (_, index) => `T${index + 1}`);
    expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(nine);
    expect(unique.map((one) => one.task)).toEqual(nine);
    expect(tasks.map((one) => [one.id, one.status])).toEqual(nine.map((id) => [id, "done"]));

    const approvals = ofType(events, "refused").filter((one) => one.task === "T7");
    expect(approvals.map((one) => one.problems)).toEqual([
      [
        expect.stringContaining(
          ".task/code-review-sonnet.json: you have not written it with the Write tool",
        ),
      ],
    ]);
    stopped("approval by the implementer");

    expect(seen.storyWas).toContain("returns the goodbye for one person");
    expect(seen.review!.story).toBe(seen.storyWas);
    stopped("story changed");
  });
});
