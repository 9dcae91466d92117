// Guarantee: Nobody is trapped.
// Commands that a person types while the main thread is in a turn: the host queues them, and each
// is heard once.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { firstOf } from "../harness/in-full.ts";
import type { Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { heeding, hold, holdAgent, sitDown, until, untilLeft } from "./person.ts";
import { left, ofType } from "./scenario.ts";

afterEach(cleanup);

const TALK = "What do you think of the name?";

/** A team whose first agent is held, and whose main thread is held in its answer to `TALK`. */
function heldInTurn() {
  const agent = holdAgent("T1", heeding(team(honest())));
  const turn = hold();
  let isHeld = false;
  const script: Script = async (one) => {
    if (one.thread !== "main" || !one.lastUser.includes(TALK)) return agent.script(one);
    isHeld = true;
    return { text: "It is a good name.", hold: turn.held };
  };
  return { script, isHeld: () => isHeld, endTurn: turn.letGo, endAgent: agent.letGo };
}

describe.each(hostsOf("new"))("typed while the main thread is in a turn (%s)", (version) => {
  const commands = [
    ["cancel", "is cancelled", null],
    ["reset", "is archived", "history"],
    ["park", "is parked", "parked"],
  ] as const;
  test.each(firstOf(commands))("/multi-ai:%s is heard", async (command, said, folder) => {
    const { script, isHeld, endTurn, endAgent } = heldInTurn();
    const { terminal, project, model } = await sitDown({ version, script });
    await terminal.submit("/multi-ai --auto Say goodbye by name");
    await untilLeft(project, ({ events }) => ofType(events, "bound").length === 1);
    const run = String(left(project).state.run);
    await terminal.submit(TALK);
    await until(isHeld, "the turn of the main thread");
    terminal.type(`/multi-ai:${command}`);
    await terminal.waitFor(new RegExp(`/multi-ai:${command}`));
    terminal.type("\r");
    // The host has taken the key once the line is in its queue, which looks as before.
    await Bun.sleep(500);
    endTurn();
    await terminal.waitFor((screen) => screen.replace(/\s+/g, " ").includes(said));
    endAgent();
    if (folder === null) expect(left(project).state).toMatchObject({ run, status: "cancelled" });
    else
      await until(
        () => existsSync(join(project, ".task", folder, run)),
        `the run's place in ${folder}`,
      );
    await until(() => !existsSync(join(project, ".task/live")), "the end of .task/live");
    expect(model.failures).toEqual([]);
  });
});
