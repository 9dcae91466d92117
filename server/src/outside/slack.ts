import { z } from "zod";
import { press } from "./buttons.ts";
import { chat, type Deps, REFUSED } from "./chat.ts";
import type { Hook } from "./hooks.ts";
import { ask, hmac, isSameText, parsed, Unanswered } from "./request.ts";
import type { SlackSettings } from "./settings.ts";
import { personOf } from "./words.ts";

/** An app of Slack: questions and ends as messages in a channel, and buttons that answer. */

/** Seconds after which a request counts no more: somebody may have kept it. */
const WINDOW_S = 300;

const Interaction = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string(), username: z.string().nullish(), name: z.string().nullish() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().nullish() }),
  actions: z.array(z.object({ value: z.string() })).min(1),
});
type Interaction = z.infer<typeof Interaction>;

/** As a text of Slack that names nobody and holds no link. */
const plain = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

export class Slack {
  constructor(private readonly deps: Deps<SlackSettings>) {}

  /** What Slack posts when a button is pressed. */
  hook: Hook = async (headers, bytes) => {
    const { secret, channel, users } = this.deps.settings;
    const at = headers.get("x-slack-request-timestamp") ?? "";
    const body = Buffer.from(bytes).toString("utf8");
    const signed = `v0=${hmac(secret, Buffer.concat([Buffer.from(`v0:${at}:`), bytes]))}`;
    if (!isSameText(headers.get("x-slack-signature") ?? "", signed))
      return { status: 401, body: { error: "the signature is missing or wrong" } };
    if (!(Math.abs(Date.now() / 1_000 - Number(at)) <= WINDOW_S))
      return { status: 401, body: { error: "the request is old" } };
    const { success, data } = Interaction.safeParse(
      parsed(new URLSearchParams(body).get("payload") ?? ""),
    );
    if (!success || data.channel.id !== channel) return { status: 200, body: {} };
    if (!users.includes(data.user.id)) {
      this.quietly("chat.postEphemeral", { channel, user: data.user.id, text: REFUSED });
      return { status: 200, body: {} };
    }
    const { id, username, name } = data.user;
    const pressed = await press(
      this.deps.store,
      data.actions[0]!.value,
      personOf("slack", username ?? name ?? "", id),
    );
    // Slack waits three seconds for the answer.
    if (pressed.isOver) this.settle(data, pressed.says);
    else this.quietly("chat.postEphemeral", { channel, user: id, text: plain(pressed.says) });
    return { status: 200, body: {} };
  };

  get outlet() {
    return chat("slack", this.deps.url, ({ title, text, link, buttons = [] }) => {
      const written = `*${plain(title)}*\n${plain(text)}\n<${link}|Open the job>`;
      const elements = buttons.map(({ label, code }, index) => ({
        ...{ type: "button", action_id: `option-${index}`, value: code },
        text: { type: "plain_text", text: label },
      }));
      const actions = elements.length === 0 ? [] : [{ type: "actions", elements }];
      const { channel } = this.deps.settings;
      const message = { text: written, blocks: [section(written), ...actions] };
      return this.call("chat.postMessage", { channel, unfurl_links: false, ...message });
    });
  }

  /** The message without its buttons, and with what came of it. */
  private settle({ message: { ts, text } }: Interaction, says: string): void {
    const written = `${text ?? ""}\n\n${plain(says)}`.trim();
    const { channel } = this.deps.settings;
    this.quietly("chat.update", { channel, ts, text: written, blocks: [section(written)] });
  }

  private quietly(method: string, body: object): void {
    this.call(method, body).catch((error: Error) => this.deps.say(`slack: ${error.message}`));
  }

  private async call(method: string, body: object): Promise<void> {
    const { api, token } = this.deps.settings;
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json; charset=utf-8",
    };
    const answer = (await ask("Slack", `${api}/${method}`, { body, headers })) as {
      ok?: boolean;
      error?: string;
    };
    // Its errors are words such as channel_not_found, in an answer that is a success.
    if (answer?.ok !== true)
      throw new Unanswered(`Slack refused ${method}: ${answer?.error ?? "without a reason"}`, null);
  }
}
