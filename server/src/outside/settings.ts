/**
 * What the server has of the world outside, by environment variables: secrets stand in no argument
 * and no file of the server. A run gets none of them.
 */

export type GithubSettings = ReturnType<typeof github>;
export type TelegramSettings = ReturnType<typeof telegram>;
export type SlackSettings = ReturnType<typeof slack>;
export type OutsideSettings = ReturnType<typeof outsideSettings>;

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
export function outsideSettings(env: Env, listening: string) {
  const own = env[`${PREFIX}URL`]?.trim() || listening;
  if (!URL.canParse(own)) throw new Error(`${PREFIX}URL: found no address, expected https://…`);
  return {
    /** Address of the page, as people open it; links lead there. */
    url: own.replace(/\/+$/, ""),
    github: wanted(env, "GITHUB", ["SECRET", "REPOSITORIES"], github),
    telegram: wanted(env, "TELEGRAM", ["TOKEN", "CHATS"], telegram),
    slack: wanted(env, "SLACK", ["TOKEN", "CHANNEL"], slack),
  };
}

/** Null where none of these fields is set. */
function wanted<T>(env: Env, service: string, fields: string[], read: (of: Reader) => T): T | null {
  const of = new Reader(env, service);
  return of.isWanted(...fields) ? read(of) : null;
}

const github = (of: Reader) => ({
  secret: of.text("SECRET"),
  token: of.text("TOKEN"),
  api: of.address("API", "https://api.github.com"),
  /** Whose issues start jobs: `owner/name`, or `owner/*`, in small letters. */
  repositories: of
    .list("REPOSITORIES", /^[\w.-]+\/(?:[\w.-]+|\*)$/, "owner/name or owner/*")
    .map((one) => one.toLowerCase()),
});

function telegram(of: Reader) {
  /** Who gets messages. */
  const chats = of.list("CHATS", /^-?\d+$/, "numbers of chats");
  return {
    token: of.text("TOKEN"),
    api: of.address("API", "https://api.telegram.org"),
    chats,
    /**
     * Whose buttons count. A chat with one person has that person's number; a group's is none of a
     * person.
     */
    users: of.isWanted("USERS") ? of.list("USERS", /^\d+$/, "numbers of people") : chats,
    /** With it Telegram posts to the server; without it the server asks Telegram. */
    secret: of.optional("SECRET"),
  };
}

const slack = (of: Reader) => ({
  token: of.text("TOKEN"),
  api: of.address("API", "https://slack.com/api"),
  secret: of.text("SECRET"),
  channel: of.text("CHANNEL"),
  users: of.list("USERS", /^[A-Z0-9]+$/, "ids of people, such as U012AB3CD"),
});
