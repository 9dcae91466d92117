// At the terminal: approved commands put no prompt before the person, a longer one does, and a no
// is known as one.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { sitDown, untilLeft } from "./person.ts";
import { runs } from "./refused.ts";
import { ofType } from "./scenario.ts";

afterEach(cleanup);

test.each(hostsOf("new"))("acceptEdits (%s)", async (version) => {
  const line = "bun test > out.txt";
  const script = team(runs(["bun test", line], line));
  const seat = await sitDown({ version, script, permissionMode: "acceptEdits" });
  await seat.terminal.submit("/multi-ai --auto Say goodbye by name");
  // The first prompt is the longer one's: the approved command before it had none.
  const prompt = await seat.terminal.waitFor(/bun test[\s\S]*Do you want to proceed\?/, 60_000);
  expect(prompt).toContain(line);
  await seat.terminal.press("esc", (screen) => !screen.includes("Do you want to proceed?"));
  const { events } = await untilLeft(
    seat.project,
    (now) => now.state.status === "complete",
    60_000,
  );
  expect(existsSync(join(seat.project, "out.txt"))).toBe(false);
  expect(ofType(events, "accepted").map((one) => one.outcome)).toContain("partial_denied");
  // What an agent used is noted again once its transcript is complete.
  const denied = ofType(events, "spent").findLast((one) => one.host_denied)?.host_denied;
  expect(denied).toEqual([{ tool: "Bash", what: line, times: 1 }]);
});
