import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { press } from "./buttons.ts";
import { chat, type Deps, REFUSED } from "./chat.ts";
import type { Hook } from "./hooks.ts";
import { ask, isSameText, parsed } from "./request.ts";
import type { TelegramSettings } from "./settings.ts";
import { personOf } from "./words.ts";

/** A bot of Telegram: questions and ends as messages, and buttons that answer. */

/** Seconds for which Telegram keeps a request open until somebody presses a button. */
const POLL_S = 50;
const AGAIN_MS = 5_000;

const Press = z.object({
  id: z.string(),
  from: z.object({
    id: z.number(),
    is_bot: z.boolean(),
    first_name: z.string(),
    last_name: z.string().nullish(),
  }),
  message: z.object({
    message_id: z.number(),
    chat: z.object({ id: z.number() }),
    text: z.string().nullish(),
  }),
  data: z.string(),
});
type Press = z.infer<typeof Press>;
const Update = z.object({ update_id: z.number(), callback_query: z.unknown().optional() });

const NO_PREVIEW = { link_preview_options: { is_disabled: true } };

export class Telegram {
  private readonly stop = new AbortController();
  private over: Promise<void> = Promise.resolve();

  constructor(private readonly deps: Deps<TelegramSettings>) {}

  /** Begins to hear of buttons that are pressed. */
  start(): void {
    this.over = this.listen();
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.over;
  }

  /** What Telegram posts, where that is set up. */
  hook: Hook = async (headers, bytes) => {
    const { secret } = this.deps.settings;
    if (
      secret === null ||
      !isSameText(headers.get("x-telegram-bot-api-secret-token") ?? "", secret)
    )
      return { status: 401, body: { error: "the secret token is missing or wrong" } };
    const update = Update.safeParse(parsed(bytes));
    if (!update.success) return { status: 400, body: { error: "no update" } };
    await this.take(update.data.callback_query);
    return { status: 200, body: {} };
  };

  get outlet() {
    return chat("telegram", this.deps.url, async ({ title, text, link, buttons }) => {
      const inline_keyboard = buttons?.map(({ label, code }) => [
        { text: label, callback_data: code },
      ]);
      const message = {
        text: `${title}\n${text}\n${link}`,
        ...(inline_keyboard && { reply_markup: { inline_keyboard } }),
      };
      for (const chat_id of this.deps.settings.chats)
        await this.call("sendMessage", { chat_id, ...NO_PREVIEW, ...message });
    });
  }

  private async listen(): Promise<void> {
    const { settings, url, say } = this.deps;
    const { signal } = this.stop;
    const allowed = { allowed_updates: ["callback_query"] };
    const { secret } = settings;
    let isSet = false;
    let offset = 0;
    while (!signal.aborted)
      try {
        if (!isSet && secret !== null)
          await this.call("setWebhook", {
            url: `${url}/hooks/telegram`,
            secret_token: secret,
            ...allowed,
          });
        else if (!isSet) await this.call("deleteWebhook", {});
        isSet = true;
        if (secret !== null) return;
        const waiting = { signal, limit: (POLL_S + 10) * 1_000 };
        const updates = await this.call(
          "getUpdates",
          { offset, timeout: POLL_S, ...allowed },
          waiting,
        );
        for (const update of z.array(Update).parse(updates)) {
          await this.take(update.callback_query);
          // From now on Telegram does not tell of it any more.
          offset = update.update_id + 1;
        }
      } catch (error) {
        if (signal.aborted) return;
        say(`telegram: ${(error as Error).message}`);
        await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
      }
  }

  /** A button was pressed: it counts only for the people and in the chats that are set. */
  private async take(query: unknown): Promise<void> {
    const { success, data } = Press.safeParse(query);
    if (!success) return;
    const { chats, users } = this.deps.settings;
    if (!chats.includes(String(data.message.chat.id)) || data.from.is_bot) return;
    if (!users.includes(String(data.from.id))) return this.say(data, REFUSED);
    const { first_name: first, last_name: last, id } = data.from;
    const pressed = await press(
      this.deps.store,
      data.data,
      personOf("telegram", `${first} ${last ?? ""}`, id),
    );
    await this.say(data, pressed.says);
    if (pressed.isOver) await this.settle(data, pressed.says);
  }

  /** What is said to who has pressed it. That it may not be said any more changes nothing. */
  private say = ({ id }: Press, text: string): Promise<void> =>
    this.quietly("answerCallbackQuery", { callback_query_id: id, text: text.slice(0, 190) });

  /** The message without its buttons, and with what came of it. */
  private settle = ({ message: { message_id, chat, text } }: Press, says: string): Promise<void> =>
    this.quietly("editMessageText", {
      ...{ chat_id: chat.id, message_id, text: `${text ?? ""}\n\n${says}`.trim() },
      ...NO_PREVIEW,
    });

  private quietly = (method: string, body: object): Promise<void> =>
    this.call(method, body).then(
      () => {},
      (error: Error) => this.deps.say(`telegram: ${error.message}`),
    );

  private async call(
    method: string,
    body: object,
    more: { signal?: AbortSignal; limit?: number } = {},
  ): Promise<unknown> {
    const { api, token } = this.deps.settings;
    const answer = (await ask(`Telegram's ${method}`, `${api}/bot${token}/${method}`, {
      body,
      ...more,
    })) as {
      result?: unknown;
    } | null;
    return answer?.result;
  }
}
