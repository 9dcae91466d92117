import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, done, no } from "../run/commands/command.ts";
import { deliverNotices, receiverName } from "../run/notify/deliver.ts";
import { testMessage } from "../run/notify/message.ts";
import { send } from "../run/notify/send.ts";
import { mendSettings, readSettings } from "../run/settings.ts";
import { waitingText } from "../run/trust.ts";
import { SETTINGS_FILE } from "../settings.ts";
import { plural } from "../text.ts";

/** Settings with one receiver that needs nothing to be set up. */
const EXAMPLE = '{"notify": [{"kind": "desktop"}]}';

/** Without `--test` it sends what is due: a change of the run starts it so. */
export const notify: Command = {
  summary: "Send what is due to everybody whom the settings name; with --test a test message, exit 1 when one fails",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { test: { about: "Send a test message to each receiver and say what came of it" } },
  async run(call) {
    const { root } = call.project;
    if (!call.has("test")) {
      const count = await deliverNotices(call.project, call.env);
      const text = `${plural(count.sent, "message")} sent, ${count.failed} failed`;
      return count.failed === 0 ? done(text, count) : no(text, count);
    }
    const read = await readSettings(root, call.env);
    if (!read.ok) return no(`${read.problems.join("\n")}\n${mendSettings()}`);
    if (read.waiting?.held.some(({ field }) => field === "notify")) return no(waitingText("terminal", read.waiting));
    const receivers = read.settings.notify ?? [];
    if (receivers.length === 0) {
      const isThere = existsSync(join(root, SETTINGS_FILE));
      const why = isThere ? `${SETTINGS_FILE} has no notify, or you left it out` : `there is no ${SETTINGS_FILE}`;
      return no(
        `Nobody is told: ${why}. A file with ${EXAMPLE} shows messages on this desktop; docs/notifications.md has all ways.`,
      );
    }
    const message = testMessage(root, new Date().toISOString());
    const sent = await Promise.all(receivers.map((one) => send(one, message, { env: call.env, root })));
    const results = sent.map((one, index) => ({ receiver: receiverName(receivers[index]!, index), ...one }));
    const text = results.map((one) => `${one.receiver}: ${one.state === "sent" ? "sent" : one.why}`).join("\n");
    return sent.some((one) => one.state === "failed") ? no(text, { results }) : done(text, { results });
  },
};
