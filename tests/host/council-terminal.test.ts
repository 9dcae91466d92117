// The council at a terminal: seats whose agents end in the same moment, of whose notifications the
// host reads several at once.
// Runs: in full only.
import { afterEach, describe, expect } from "bun:test";
import { honestCouncil, isVote, REQUEST, SEAT_IDS, seatOf } from "../harness/council.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { type Hold, hold, sitDown, untilLeft } from "./person.ts";
import { mainRequests, ofType } from "./scenario.ts";

afterEach(cleanup);

/** Agents of seats all end with the last one of their round. */
function endTogether(work: Script): Script {
  const rounds = new Map<string, Hold & { ready: Set<string> }>();
  return async (turn) => {
    const reply = await work(turn);
    const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
    // The write of its result ends an agent.
    if (
      brief === null ||
      seatOf(brief) === "" ||
      !reply.calls?.some(({ name }) => name === "Write")
    )
      return reply;
    const name = `${isVote(brief)} ${brief.round}`;
    const round = rounds.get(name) ?? { ...hold(), ready: new Set() };
    rounds.set(name, round);
    round.ready.add(seatOf(brief));
    if (round.ready.size === SEAT_IDS.length) round.letGo();
    return { ...reply, hold: round.held };
  };
}

describe.each(hostsOf("new"))("a council at the terminal (%s)", (version) => {
  inFull("seats that end together wake the main thread, and no task starts twice", async () => {
    const script = endTogether(team(honestCouncil()));
    const { terminal, project, model } = await sitDown({ version, script, rows: 300 });
    // Both hosts leave out old lines when they draw the screen anew.
    const screens = new Set<string>();
    const last = terminal.waitFor(
      (screen) => screens.add(screen) && /T\d+ Final check: /.test(screen),
      120_000,
    );
    await terminal.submit(`/multi-ai:council --auto ${REQUEST}`);
    await last;
    const { state, events, tasks } = await untilLeft(
      project,
      (now) => now.state.status === "complete",
    );
    expect(state).toMatchObject({ phase: "DONE" });
    const begun = ofType(events, "dispatched").map((one) => one.task);
    expect(begun).toEqual([...new Set(begun)]);
    // Each result is told, also by a notification that is blocked, and to the person alone.
    const told = (text: string): boolean => [...screens].some((screen) => screen.includes(text));
    for (const { id, subject } of tasks.filter((one) => begun.includes(one.id)))
      expect([id, told(`${id} ${subject}: `)]).toEqual([id, true]);
    expect(told("Vote - mistral-security: votes APPROVE")).toBe(true);
    expect(
      mainRequests(model).map(({ turn }) => JSON.stringify(turn!.messages)),
    ).not.toContainEqual(expect.stringMatching(/votes APPROVE|files changed\\n/));
    expect(model.failures).toEqual([]);
  });
});
