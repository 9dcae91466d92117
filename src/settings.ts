import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "./command-line.ts";

/** The settings of a project in `.claude/multi-ai.json`: the fields that all workflows share, and the form of globs. */

export const SETTINGS_FILE = ".claude/multi-ai.json";

/** A command in one line. */
export const commandText = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_COMMAND), z.regex(/^[^\r\n]*$/, "expected one line"));

/** Characters of a glob: a run's globs have to fit into one line of the journal. */
export const MAX_GLOB = 80;
/** Whether each brace has its partner. */
function isBalanced(glob: string): boolean {
  let depth = 0;
  for (const char of glob) {
    if (char === "{") depth++;
    else if (char === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/** Why a glob cannot name files of the project, as what is expected instead; null: it can. */
export function globProblem(glob: string): string | null {
  if (glob.trim() === "") return "expected a glob such as src/backend/**, not an empty one";
  if ([...glob].length > MAX_GLOB) return `expected at most ${MAX_GLOB} characters, not ${[...glob].length}`;
  if (glob.startsWith("!")) return "expected no ! before it: globs only add files, so name those that it should match";
  if (/^(?:[A-Za-z]:|~(?:[/\\]|$))/.test(glob))
    return "expected a path from the project's folder, not from a drive or a home folder";
  if (/\p{Cc}/u.test(glob)) return "expected no control character";
  const segments = glob.split(/[/\\]/);
  if (segments.includes("..")) return "expected a path inside the project, without a .. segment";
  if (segments.every((one) => one === "" || one === "."))
    return "expected a glob that names files, such as ** or src/**";
  return isBalanced(glob) ? null : "expected {a,b}, not an unmatched brace";
}

/** A glob of the project's files. */
export const glob = z
  .string()
  .check(z.refine((text) => globProblem(text) === null, { error: (issue) => globProblem(String(issue.input)) ?? "" }));
/** How many globs one list may have. */
const MAX_GLOBS = 20;
export const globs = z.array(glob).check(z.maxLength(MAX_GLOBS));

/** A whole number from 1 up to this. */
const count = (most: number) => z.number().check(z.int(), z.positive(), z.maximum(most));
const limit = z.optional(count(100));
const models = z.enum(["opus", "sonnet", "haiku", "inherit"]);

/** When somebody is told: the person is asked, a panel's round is over, the project is about to be changed, the run is over. */
export const OCCASIONS = ["question", "iteration", "execution", "end"] as const;
export type Occasion = (typeof OCCASIONS)[number];
/** What each kind of receiver has beside `kind` and `on`: of `a|b` exactly one; what ends in `?` may be left out. */
const KINDS = {
  telegram: ["token_env", "chat_id", "url?"],
  webhook: ["url|url_env", "token_env?"],
  command: ["command"],
} satisfies Record<string, string[]>;

/** Why a receiver cannot be used as it is set; null: it can. */
function receiverProblem({
  kind,
  on,
  ...given
}: Record<string, unknown> & { kind: keyof typeof KINDS }): string | null {
  const fields: string[] = KINDS[kind];
  const namesIn = (field: string): string[] => field.split(/[|?]/);
  const names = Object.keys(given);
  const more = names.find((name) => !fields.some((field) => namesIn(field).includes(name)));
  if (more !== undefined) return `expected no ${more} for ${kind}`;
  const due = fields.filter((field) => !field.endsWith("?"));
  const wrong = due.find((field) => names.filter((name) => namesIn(field).includes(name)).length !== 1);
  return wrong === undefined ? null : `expected ${wrong.replace("|", " or ")} for ${kind}`;
}

/** Whether a text is an address that a message can be sent to; a secret does not stand in it. */
export function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === "";
}

const variable = z.optional(
  z.string().check(z.regex(/^[A-Za-z_]\w{0,59}$/, "expected the name of a variable, not its value")),
);
const receiver = z
  .strictObject({
    kind: z.enum(Object.keys(KINDS) as (keyof typeof KINDS)[]),
    url: z.optional(
      z.string().check(z.maxLength(200), z.refine(isAddress, "expected an https:// address without a password")),
    ),
    /** Names of environment variables: a secret never stands in the file, which is shared. */
    url_env: variable,
    token_env: variable,
    chat_id: z.optional(
      z.string().check(z.regex(/^(?:-?\d{1,20}|@\w{5,32})$/, "expected a number or @channel, in quotes")),
    ),
    /** A command line of the person's, which gets the message as JSON; a shell line runs in a shell. */
    command: z.optional(commandText),
    /** Left out: all of them. */
    on: z.optional(z.array(z.enum(OCCASIONS))),
  })
  .check(
    z.refine((one) => receiverProblem(one) === null, { error: (issue) => receiverProblem(issue.input as never) ?? "" }),
  );
/** `timeout_s`: of a command, in runs of before. */
export type Receiver = z.infer<typeof receiver> & { timeout_s?: number | undefined };
/** Whether a receiver is told on this occasion. */
export const isTold = ({ on }: Receiver, occasion: Occasion): boolean => on?.includes(occasion) ?? true;
const usd = z.number().check(z.nonnegative(), z.maximum(100_000));
/** US dollars per million tokens; what is written to the cache is counted for Claude Code's models alone. */
const price = z.strictObject({ input: usd, output: usd, cached: z.optional(usd), cache_write: z.optional(usd) });
/** Name of a model, or of a variable. */
const word = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, "expected a name without blanks"));
/** An address without a key in it: settings stand in the journal of a run. */
const isHttp = (text: string): boolean => /^https?:\/\/[^@?#\s]+$/i.test(text) && URL.canParse(text);
/** What a provider of its own has in place of what the plugin knows of it. */
const provider = z.strictObject({
  base_url: z.optional(
    z.string().check(z.refine(isHttp, "expected an address such as https://api.example.org/v1, without a key in it")),
  ),
  /** The variable that holds the key, never the key itself. */
  key_env: z.optional(z.string().check(z.regex(/^[A-Za-z_]\w{0,99}$/, "expected the name of a variable, not a key"))),
  model: z.optional(word),
  max_output_tokens: z.optional(count(1_000_000)),
  protocol: z.optional(z.enum(["openai", "anthropic"])),
});

/** Bounds of one dispatch. */
const bound = z.strictObject({
  tool_calls: z.optional(count(100_000)),
  minutes: z.optional(z.number().check(z.positive(), z.maximum(10_080))),
  tokens: z.optional(count(1_000_000_000)),
});

/** What stands under a name of its own. */
const id = (expected: string) => z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, expected));
/** At most so many values by their names; it may be left out. */
const few = <V extends z.ZodMiniType>(most: number, what: string, name: z.ZodMiniString, value: V) =>
  z.optional(
    z.record(name, value).check(z.refine((one) => Object.keys(one).length <= most, `expected at most ${most} ${what}`)),
  );

const ceiling = z.nullable(count(10_000_000_000));

/** Every field may be left out. */
const shared = {
  $schema: z.optional(z.string()),
  /** Same as `--auto`: approves the story and answers open questions by itself. */
  auto: z._default(z.boolean(), false),
  /**
   * In place of the workflow's own limits of these names, which alone say what holds where a person says nothing; the file
   * may name those that a workflow has. Runs of before recorded every default as if the person had set it: they go on with those.
   */
  limits: z._default(z.record(z.string(), z.number()), {}),
  tests: z._default(
    z.strictObject({
      /** False: the program runs no tests, and asks nothing about them. */
      run: z._default(z.boolean(), true),
      /** Run in every run, beside those that the person approves with the story; a shell line runs in a shell. */
      commands: z._default(z.array(commandText).check(z.maxLength(MAX_COMMANDS)), []),
      /** Of one command. */
      timeout_minutes: z._default(z.number().check(z.positive(), z.maximum(240)), 15),
    }),
    { run: true, commands: [], timeout_minutes: 15 },
  ),
  /** Bounds of one dispatch by agent, in place of the workflow's own; what is left out stays as it is there. */
  bounds: few(20, "agents", id("expected the name of an agent, such as planner"), bound),
  /** Tokens of all agents of a run; reached, nothing more starts and the person is asked. Null: never. */
  ceiling_tokens: z.optional(ceiling),
  /** Model per agent, in place of the workflow's own. */
  models: z._default(z.record(z.string(), models), {}),
  codex: z._default(
    z.strictObject({
      /** `check`: the program runs Codex; `agent`: a small agent starts the same script. */
      dispatch: z._default(z.enum(["check", "agent"]), "check"),
      model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
      /** Codex is not there, or not logged in: the person is asked, Opus reviews in its place, or the review is waived. */
      missing: z._default(z.enum(["ask", "opus", "waive"]), "ask"),
    }),
    { dispatch: "check", missing: "ask" },
  ),
  /** External models by id, in place of what the plugin knows of them; another id is an endpoint of the person's own. */
  providers: few(20, "providers", id("expected a name such as my-gateway"), provider),
  /** Prices by model, in place of the plugin's own list. */
  prices: few(50, "models", word, price),
  /** Globs of files that are sent to no provider beside the host, in addition to the built-in list. */
  secrets: z._default(globs, []),
  /** Commits that an agent makes in the checkout stay; else they are taken back into the working tree. */
  agent_commits: z._default(z.boolean(), false),
  /** What a run may use. */
  budget: z.optional(
    z.strictObject({
      enabled: z._default(z.boolean(), false),
      /** Tokens of all agents of a run. */
      tokens_max: z.optional(count(10_000_000_000)),
      /** US dollars for external models; what has no known price is not in it. */
      usd_max: z.optional(z.number().check(z.positive(), z.maximum(1_000_000))),
      /** Requests to external models, those that are tried again too: the bound of models without a price. */
      calls_max: z.optional(count(1_000_000)),
      /** Escalate: the person is asked; warn: the run goes on with a warning. */
      on_exceed: z._default(z.enum(["escalate", "warn"]), "escalate"),
    }),
  ),
  /** How messages of commits look that the program makes in the project. */
  commits: z.optional(
    z.strictObject({
      /** The first line: `{title}` stands for the program's own, `{ticket}` for what the branch names. */
      title: z.optional(
        z
          .string()
          .check(z.maxLength(100), z.regex(/^[^\r\n]*\{title\}[^\r\n]*$/, "expected one line with {title} in it")),
      ),
      sign_off: z.optional(z.boolean()),
    }),
  ),
  /** Who is told how a run stands. They are part of the run's first event, so they have to fit into a line of the journal. */
  notify: z.optional(z.array(receiver).check(z.maxLength(8))),
};

/** The ceiling of a file that names none: more than a run takes that goes well, far less than all its bounds together. */
const DEFAULT_CEILING = 30_000_000;

/** How long one review of Codex may take. */
export const CODEX_MINUTES = 30;

/** What runs of before have recorded by settings that no file has any more: they go on with it. */
interface Before {
  convergence?: boolean;
  notify?: Receiver[] | undefined;
}

/** Most acceptance criteria of a story: each costs evidence in six reviews. */
export const MAX_CRITERIA = 12;

type Recorded = z.infer<z.ZodMiniObject<typeof shared>> & Before;
/** A workflow adds its own fields to this type where it defines them, each of them optional. */
export interface Settings extends Recorded {}

/**
 * The whole file, with the limits and the fields of the workflows. Unknown ones are refused. The types of `parts` are those by
 * which the workflows have extended `Settings`.
 */
export const settingsFile = (
  parts: Record<string, z.ZodMiniType>,
  limits: readonly string[],
): z.ZodMiniType<Settings> => {
  const known = z.strictObject(Object.fromEntries(["rounds", ...limits].map((name) => [name, limit])));
  return z.strictObject({
    ...shared,
    ceiling_tokens: z._default(ceiling, DEFAULT_CEILING),
    limits: z._default(known, {}),
    ...parts,
  }) as z.ZodMiniType<object> as z.ZodMiniType<Settings>;
};

/** Settings as a run has recorded them: what a workflow has added was checked when the file was read. */
const settings = z.looseObject(shared) as z.ZodMiniType<object> as z.ZodMiniType<Settings>;

export const DEFAULT_SETTINGS: Settings = settings.parse({});

/** What holds for a run that starts in a project without the file. */
export const WITHOUT_FILE: Settings = { ...DEFAULT_SETTINGS, ceiling_tokens: DEFAULT_CEILING };
