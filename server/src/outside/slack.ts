import { z } from "zod";
import type { Store } from "../jobs/store.ts";
import { buttonsOf, press } from "./buttons.ts";
import type { Hook } from "./hooks.ts";
import { ask, hmac, isSameText, parsed, Unanswered } from "./request.ts";
import type { SlackSettings } from "./settings.ts";
import type { Outlet, ToldJob } from "./teller.ts";
import { endText, personOf, questionText } from "./words.ts";

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

export interface SlackDeps {
  settings: SlackSettings;
  store: Store;
  /** Of the page. */
  url: string;
  say: (problem: string) => void;
}

/** As a text of Slack that names nobody and holds no link. */
const plain = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export class Slack {
  constructor(private readonly deps: SlackDeps) {}

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
      const text = "You are not allowed to answer here.";
      this.quietly("chat.postEphemeral", { channel, user: data.user.id, text });
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

  readonly outlet: Outlet = {
    name: "slack",
    source: null,
    states: ["question", "complete", "failed", "parked"],
    tell: async (job) => {
      for (const message of this.messagesOf(job))
        await this.call("chat.postMessage", {
          channel: this.deps.settings.channel,
          unfurl_links: false,
          ...message,
        });
      return {};
    },
  };

  private messagesOf(job: ToldJob): object[] {
    const { url } = this.deps;
    const message = (
      { title, text, link }: ReturnType<typeof endText>,
      buttons: ReturnType<typeof buttonsOf> = [],
    ) => {
      const written = `*${plain(title)}*\n${plain(text)}\n<${link}|Open the job>`;
      const elements = buttons.map(({ label, code }, index) => ({
        ...{ type: "button", action_id: `option-${index}`, value: code },
        text: { type: "plain_text", text: label },
      }));
      return {
        text: written,
        blocks: [
          { type: "section", text: { type: "mrkdwn", text: written } },
          ...(elements.length === 0 ? [] : [{ type: "actions", elements }]),
        ],
      };
    };
    if (job.state !== "question") return [message(endText(job, url))];
    return (job.question?.all ?? []).map((one) =>
      message(questionText(job, one, url), buttonsOf(job, one)),
    );
  }

  /** The message without its buttons, and with what came of it. */
  private settle({ message: { ts, text } }: Interaction, says: string): void {
    const written = `${text ?? ""}\n\n${plain(says)}`.trim();
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: written } }];
    this.quietly("chat.update", { channel: this.deps.settings.channel, ts, text: written, blocks });
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
