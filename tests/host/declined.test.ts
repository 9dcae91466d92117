// Guarantee: A run that you leave is over.
// A dispatch that the person declines in the host's own prompt: no hook is told, and nothing is
// said to run all the same.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { firstOf } from "../harness/in-full.ts";
import type { Reply, Turn } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { goTo, pick, sitDown, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

const flat = (text: string): string => text.replace(/\s+/g, " ");
const ASKS = /Do you want to proceed\?[\s\S]*❯ 1\. Yes/;

/** `multi-ai status` in a terminal of its own, by the same person. */
function status(project: string, home: string): string {
  const env = { PATH: process.env.PATH ?? "", HOME: home };
  const program = [process.execPath, join(PLUGIN, "src/orchestrator.ts"), "status"];
  return flat(Bun.spawnSync(program, { cwd: project, env }).stdout.toString());
}

/**
 * A run whose calls of this tool are asked about, as the person's own rule says, at the first of
 * them.
 */
async function askedAbout(version: HostVersion, tool: string, main = obedientMain) {
  const files = {
    ...IN_TURN,
    ".claude/settings.json": JSON.stringify({ permissions: { ask: [tool] } }),
  };
  const project = makeProject({ files });
  const seat = await sitDown({
    version,
    script: team(honest(), main),
    project,
    permissionMode: "default",
  });
  await seat.terminal.submit("/multi-ai --auto Say goodbye by name");
  await seat.terminal.waitFor(ASKS, 60_000);
  return seat;
}

const cases = hostsOf("new").flatMap((version) => [
  [version, "Agent", "T1 Gather requirements", "Esc"] as const,
  [version, "Agent", "T1 Gather requirements", "No"] as const,
]);

test.each(firstOf(cases))(
  "%s, %s: %s is declined by %s: status says so, only a word of the person starts it",
  async (...given) => {
    const [version, tool, task, how] = given;
    const [id] = task.split(" ");
    const seat = await askedAbout(version, tool);
    const { terminal, project, model } = seat;
    if (how === "Esc") await terminal.press("esc", (screen) => !ASKS.test(screen));
    else await pick(seat, "No", /Interrupted/);
    const times = () =>
      ofType(left(project).events, "dispatched").filter((one) => one.task === id).length;

    const asked = mainRequests(model).length;
    await terminal.submit("/multi-ai:status");
    const shown = flat(
      await terminal.waitFor((screen) => flat(screen).includes(`You declined to start ${task}`)),
    );
    expect(shown).toContain(
      'Next: type "go on" in the session, or /multi-ai:resume; then it starts',
    );
    expect(shown).not.toMatch(/T\d .* running/);
    expect(status(project, terminal.home)).toContain(`Waits: You declined to start ${task}`);
    expect(mainRequests(model).length).toBe(asked);
    expect(left(project).state).toMatchObject({ status: "waiting_for_user" });

    await terminal.submit("why do you ask?");
    await terminal.waitFor((screen) =>
      flat(screen).includes(
        `You declined to start ${task}. Type "go on" or /multi-ai:resume and it starts;`,
      ),
    );
    expect([times(), ASKS.test(terminal.screen())]).toEqual([1, false]);

    await terminal.submit("go on");
    await terminal.waitFor(ASKS);
    await terminal.press("enter", (screen) => !ASKS.test(screen));
    const { events } = await untilLeft(project, (now) =>
      now.tasks.some((one) => one.id === id && one.status === "done"),
    );
    expect(times()).toBe(2);
    expect(ofType(events, "returned").map((one) => [one.task, one.reason, one.note])).toEqual([
      [id!, "stopped", ""],
    ]);
  },
);

test.each(hostsOf("new"))(
  "%s: a no with words ends no turn: what the model tries again is denied, and why",
  async (version) => {
    const input = {
      subagent_type: "multi-ai:requirements-gatherer",
      description: "T1",
      prompt: "T1",
    };
    let tried = 0;
    const main = (turn: Turn): Reply =>
      turn.toolResults.some((one) => one.text.includes("doesn't want to proceed")) && tried++ === 0
        ? { calls: [{ name: "Agent", input }] }
        : obedientMain(turn);
    const { terminal, project, model } = await askedAbout(version, "Agent", main);
    await goTo(terminal, "No");
    await terminal.press("tab", /❯ 3\. No, /);
    terminal.type("not now");
    await terminal.waitFor(/❯ 3\. No, not now/);
    await terminal.press("enter", (screen) => !ASKS.test(screen));
    const denied = await model.until((one) =>
      one.text.includes("You declined to start T1 Gather requirements. Type"),
    );
    expect(denied.thread).toBe("main");
    await terminal.waitFor((screen) =>
      flat(screen).includes("says: The run is waiting; nothing is lost. You declined"),
    );
    expect(left(project).state).toMatchObject({ status: "waiting_for_user" });
    expect(ofType(left(project).events, "dispatched").length).toBe(1);
  },
);
