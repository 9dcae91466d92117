/**
 * What the server has of the world outside, by environment variables: secrets stand in no argument
 * and no file of the server. A run gets none of them.
 */

export interface GithubSettings {
  secret: string;
  token: string;
  api: string;
  /** Whose issues start jobs: `owner/name`, or `owner/*`, in small letters. */
  repositories: string[];
}

export interface TelegramSettings {
  token: string;
  api: string;
  /** Who gets messages. */
  chats: string[];
  /** Whose buttons count. */
  users: string[];
  /** With it Telegram posts to the server; without it the server asks Telegram. */
  secret: string | null;
}

export interface SlackSettings {
  token: string;
  api: string;
  secret: string;
  channel: string;
  users: string[];
}

export interface OutsideSettings {
  /** Address of the page, as people open it; links lead there. */
  url: string;
  github: GithubSettings | null;
  telegram: TelegramSettings | null;
  slack: SlackSettings | null;
}

export type Env = Record<string, string | undefined>;

const PREFIX = "MULTI_AI_SERVER_";

/** Reads the variables of one service: all that it needs, or none. */
class Reader {
  constructor(
    private readonly env: Env,
    private readonly service: string,
  ) {}

  private name = (field: string): string => `${PREFIX}${this.service}_${field}`;
  private value = (field: string): string => this.env[this.name(field)]?.trim() ?? "";

  /** Whether one of these is set. */
  isWanted = (...fields: string[]): boolean => fields.some((field) => this.value(field) !== "");

  text(field: string): string {
    const value = this.value(field);
    if (!/^[\x21-\x7e]+$/.test(value))
      throw new Error(
        `${this.name(field)}: found ${value === "" ? "nothing" : "blanks or other signs"}, expected a word`,
      );
    return value;
  }

  optional = (field: string): string | null => (this.value(field) === "" ? null : this.text(field));

  list(field: string, form: RegExp, expected: string): string[] {
    const words = this.value(field)
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean);
    const wrong = words.find((word) => !form.test(word));
    if (words.length === 0 || wrong !== undefined)
      throw new Error(
        `${this.name(field)}: found ${wrong ?? "nothing"}, expected ${expected}, with commas between them`,
      );
    return words;
  }

  address(field: string, usual: string): string {
    const value = this.value(field) || usual;
    if (!/^https?:\/\/[^/]/.test(value) || !URL.canParse(value))
      throw new Error(`${this.name(field)}: found no address, expected https://…`);
    return value.replace(/\/+$/, "");
  }
}

/**
 * @throws Error which names the variable that is missing or wrong, and never what it holds of a
 * secret
 */
export function outsideSettings(env: Env, listening: string): OutsideSettings {
  const own = env[`${PREFIX}URL`]?.trim() || listening;
  if (!URL.canParse(own)) throw new Error(`${PREFIX}URL: found no address, expected https://…`);
  return {
    url: own.replace(/\/+$/, ""),
    github: github(env),
    telegram: telegram(env),
    slack: slack(env),
  };
}

function github(env: Env): GithubSettings | null {
  const of = new Reader(env, "GITHUB");
  if (!of.isWanted("SECRET", "REPOSITORIES")) return null;
  const form = /^[\w.-]+\/(?:[\w.-]+|\*)$/;
  return {
    secret: of.text("SECRET"),
    token: of.text("TOKEN"),
    api: of.address("API", "https://api.github.com"),
    repositories: of
      .list("REPOSITORIES", form, "owner/name or owner/*")
      .map((one) => one.toLowerCase()),
  };
}

function telegram(env: Env): TelegramSettings | null {
  const of = new Reader(env, "TELEGRAM");
  if (!of.isWanted("TOKEN", "CHATS")) return null;
  const chats = of.list("CHATS", /^-?\d+$/, "numbers of chats");
  return {
    token: of.text("TOKEN"),
    api: of.address("API", "https://api.telegram.org"),
    chats,
    // A chat with one person has that person's number; a group's is none of a person.
    users: of.isWanted("USERS") ? of.list("USERS", /^\d+$/, "numbers of people") : chats,
    secret: of.optional("SECRET"),
  };
}

function slack(env: Env): SlackSettings | null {
  const of = new Reader(env, "SLACK");
  if (!of.isWanted("TOKEN", "CHANNEL")) return null;
  return {
    token: of.text("TOKEN"),
    api: of.address("API", "https://slack.com/api"),
    secret: of.text("SECRET"),
    channel: of.text("CHANNEL"),
    users: of.list("USERS", /^[A-Z0-9]+$/, "ids of people, such as U012AB3CD"),
  };
}
