import { type Answer, type Call, type Command, done, Ends, no } from "../run/commands/command.ts";
import { settingsIn } from "../run/commands/usage/broken-settings.ts";
import { deliverNotices } from "../run/notify/deliver.ts";
import { testMessage } from "../run/notify/message.ts";
import { send } from "../run/notify/send.ts";
import { waitingText } from "../run/settings/trust.ts";
import { type Receiver, SETTINGS_FILE } from "../settings.ts";
import { plural } from "../text.ts";

/** Whom the settings name. @throws Ends where they name nobody */
async function receiversIn(call: Call): Promise<Receiver[]> {
  const { settings, waiting } = await settingsIn(call);
  if (waiting?.held.some(({ field }) => field === "notify"))
    throw new Ends(no(waitingText("terminal", waiting)));
  if (settings.notify?.length) return settings.notify;
  throw new Ends(
    no(`Nobody is notified: notify in ${SETTINGS_FILE} is empty (docs/notifications.md).`),
  );
}

/** Sends what is due. */
async function sendDue(call: Call): Promise<Answer> {
  const count = await deliverNotices(call.project, call.env);
  const text = `${plural(count.sent, "message")} sent${count.failed > 0 ? `, ${count.failed} failed` : ""}`;
  return count.failed > 0 ? no(text, count) : done(text, count);
}

/** Without `--test` it sends what is due: a change of the run starts it so. */
export const notify: Command = {
  summary: "Send pending notifications; with --test a test message. Exit 1 if one fails",
  foreign: true,
  options: { test: { about: "Send a test message to each receiver and show the results" } },
  async run(call) {
    if (!call.has("test")) return sendDue(call);
    const receivers = await receiversIn(call);
    const { root } = call.project;
    const message = testMessage(root, new Date().toISOString());
    const results = await Promise.all(
      receivers.map(async (receiver, index) => {
        const why = await send(receiver, message, { env: call.env, root });
        // Without its address, which may be a secret.
        const name = `notify[${index}] ${receiver.kind}`;
        return { receiver: name, state: why === null ? "sent" : "failed", why };
      }),
    );
    const text = results
      .map(({ receiver, state, why }) => `${receiver}: ${why ?? state}`)
      .join("\n");
    return results.some(({ state }) => state === "failed")
      ? no(text, { results })
      : done(text, { results });
  },
};
