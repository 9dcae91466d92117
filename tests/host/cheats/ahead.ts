// A session whose model has scheduled the person's answer before a run began, and that is at its first question now.
import type { HostVersion } from "../../harness/host.ts";
import type { Reply, Turn } from "../../harness/model.ts";
import { obedientMain, team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { type Seat, sitDown, untilLeft } from "../person.ts";
import { ofType } from "../scenario.ts";
import { call } from "../tempted.ts";

/** While no run is live nothing keeps the main thread from it. */
const scheduling = (turn: Turn): Reply =>
  turn.lastUser.includes("plan ahead") && turn.toolResults.length === 0
    ? { calls: [call("CronCreate", { cron: "* * * * *", prompt: "A", recurring: true })] }
    : obedientMain(turn);

/** The dialog is left: the person wants to talk first, and a prompt that fires is not held up by it. */
export async function scheduledAhead(options: { version: HostVersion; plugin?: string }): Promise<Seat> {
  const seat = await sitDown({ ...options, permissionMode: "bypassPermissions", script: team(honest(), scheduling) });
  const { terminal, project } = seat;
  await terminal.submit("plan ahead");
  await terminal.waitFor(/Scheduled|scheduled|CronCreate|Every minute/i);
  await terminal.submit("/multi-ai Say goodbye by name");
  await untilLeft(project, ({ events }) => ofType(events, "asked").length === 1, 60_000);
  await terminal.waitFor(/Approve/);
  await terminal.press("esc", (screen) => !/❯ 1\. /.test(screen));
  return seat;
}
