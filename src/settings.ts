import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "./command-line.ts";

/**
 * The settings of a project in `.claude/multi-ai.json`: the fields that all workflows share, and
 * the form of globs.
 */

export const SETTINGS_FILE = ".claude/multi-ai.json";

/** The smallest limit and bound of all workflows, by name. */
export interface Least {
  limits: Record<string, number>;
  bounds: Record<string, Record<string, number>>;
}

/**
 * What is said of a field beside its form. Editors, docs/settings.md and the person who is asked
 * about it have it from here.
 */
export interface About {
  description?: string;
  /** What holds where nobody sets it, in words, if the schema has no default. */
  otherwise?: string;
  /**
   * What it does: in a file that came with the project it waits for the person, with all that is
   * below it. Null: whatever it says, it takes nothing away and adds nothing that runs, is sent,
   * hidden or decided. Nobody has said: it waits.
   */
  power?: string | null;
  /**
   * Proves of a value that a run can do less with it, or asks more. To hide is not to narrow.
   * `own`: what the workflows have.
   */
  narrows?(value: unknown, own: Least): boolean;
}

/** Says this of a field. */
export const about = (description: string, more: Omit<About, "description"> = {}) =>
  z.meta({ description, ...more });
export const NONE: About = { otherwise: "none" };
export const REQUIRED: About = { otherwise: "has to be there" };
export const HARMLESS: About = { power: null };
const BOUND: About = { ...NONE, ...HARMLESS };
export const DECIDES = "decides in your place";

/** What is said of a field, and of what it only makes optional. */
export function aboutField(schema: z.core.$ZodType): About {
  const { innerType } = defOf(schema);
  return { ...(innerType && aboutField(innerType)), ...z.globalRegistry.get(schema) };
}

/** What a schema is made of, without what only makes it optional or gives it a default. */
interface Def {
  innerType?: z.core.$ZodType;
  shape?: Record<PropertyKey, z.core.$ZodType>;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  defaultValue?: unknown;
}
export const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def;
export function bare(schema: z.core.$ZodType): Def {
  const { innerType } = defOf(schema);
  return innerType === undefined ? defOf(schema) : bare(innerType);
}

/** A command in one line. */
export const commandText = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(MAX_COMMAND),
    z.regex(/^[^\r\n]*$/, "expected one line"),
  );

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
  if ([...glob].length > MAX_GLOB)
    return `expected at most ${MAX_GLOB} characters, not ${[...glob].length}`;
  if (glob.startsWith("!"))
    return "expected no ! before it: globs only add files, so name those that it should match";
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
export const glob = z.string().check(
  z.refine((text) => globProblem(text) === null, {
    error: (issue) => globProblem(String(issue.input)) ?? "",
  }),
);
/** How many globs one list may have. */
const MAX_GLOBS = 20;
export const globs = z.array(glob).check(z.maxLength(MAX_GLOBS));

/** A whole number from 1 up to this. */
const count = (most: number) => z.number().check(z.int(), z.positive(), z.maximum(most));
const isBelow = (value: unknown, own: Record<string, number> = {}): boolean =>
  Object.entries(value as Record<string, number>).every(([name, one]) => one <= (own[name] ?? 0));

/** Of what a limit counts, by its name. */
const LIMITS: Record<string, string> = {
  rounds:
    "Rounds before you are asked: of reviews and fixes, red tests and checks, plans, gaps and causes of a bug.",
  per_reviewer: "Of one reviewer.",
  plan_reviews: "Of all plan reviewers together.",
  code_reviews: "Of all code reviewers together.",
};
const limit = (name: string) =>
  z.optional(count(100)).check(about(LIMITS[name]!, { otherwise: "each workflow's own" }));
const models = z.enum(["opus", "sonnet", "haiku", "inherit"]);

/**
 * When somebody is told: the person is asked, a panel's round is over, the project is about to be
 * changed, the run is over.
 */
export const OCCASIONS = ["question", "iteration", "execution", "end"] as const;
export type Occasion = (typeof OCCASIONS)[number];
/**
 * What each kind of receiver has beside `kind` and `on`: of `a|b` exactly one; what ends in `?` may
 * be left out.
 */
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
  const wrong = due.find(
    (field) => names.filter((name) => namesIn(field).includes(name)).length !== 1,
  );
  return wrong === undefined ? null : `expected ${wrong.replace("|", " or ")} for ${kind}`;
}

/** Whether a text is an address that a message can be sent to; a secret does not stand in it. */
export function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === "";
}

const variable = z.optional(
  z
    .string()
    .check(z.regex(/^[A-Za-z_]\w{0,59}$/, "expected the name of a variable, not its value")),
);
const receiver = z
  .strictObject({
    kind: z
      .enum(Object.keys(KINDS) as (keyof typeof KINDS)[])
      .check(about("What kind of receiver it is.", REQUIRED)),
    url: z
      .optional(
        z
          .string()
          .check(
            z.maxLength(200),
            z.refine(isAddress, "expected an https:// address without a password"),
          ),
      )
      .check(
        about("The address of a webhook, or of a server of your own.", {
          otherwise: "the service's own",
        }),
      ),
    // Names of environment variables: a secret never stands in the file, which is shared.
    url_env: variable.check(
      about("Environment variable that holds the address, in place of url.", NONE),
    ),
    token_env: variable.check(about("Environment variable that holds the token.", NONE)),
    chat_id: z
      .optional(
        z
          .string()
          .check(z.regex(/^(?:-?\d{1,20}|@\w{5,32})$/, "expected a number or @channel, in quotes")),
      )
      .check(about("telegram: a number, or a channel such as @runs, in quotes.", NONE)),
    command: z
      .optional(commandText)
      .check(
        about(
          "command: a command line of yours, which gets the message as JSON on standard input, in the project's folder.",
          NONE,
        ),
      ),
    on: z
      .optional(z.array(z.enum(OCCASIONS)))
      .check(about("When it gets one.", { otherwise: "all of them" })),
  })
  .check(
    z.refine((one) => receiverProblem(one) === null, {
      error: (issue) => receiverProblem(issue.input as never) ?? "",
    }),
  );
/** `timeout_s`: of a command, in runs of before. */
export type Receiver = z.infer<typeof receiver> & { timeout_s?: number | undefined };
/** Whether a receiver is told on this occasion. */
export const isTold = ({ on }: Receiver, occasion: Occasion): boolean =>
  on?.includes(occasion) ?? true;
const usd = z.number().check(z.nonnegative(), z.maximum(100_000));
const AS_INPUT: About = { otherwise: "as input" };
const price = z.strictObject({
  input: usd.check(about("For what is sent.", REQUIRED)),
  output: usd.check(about("For what is answered.", REQUIRED)),
  cached: z.optional(usd).check(about("For what is read from the provider's cache.", AS_INPUT)),
  cache_write: z
    .optional(usd)
    .check(about("For what is written to it; counted only for Claude Code's models.", AS_INPUT)),
});
/** Name of a model, or of a variable. */
const word = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, "expected a name without blanks"));
/** An address without a key in it: settings stand in the journal of a run. */
const isHttp = (text: string): boolean =>
  /^https?:\/\/[^@?#\s]+$/i.test(text) && URL.canParse(text);
const PROVIDERS_OWN: About = { otherwise: "the provider's own" };
/** What a provider of its own has in place of what the plugin knows of it. */
const provider = z.strictObject({
  base_url: z
    .optional(
      z
        .string()
        .check(
          z.refine(
            isHttp,
            "expected an address such as https://api.example.org/v1, without a key in it",
          ),
        ),
    )
    .check(
      about("What stands before /chat/completions or /messages; no key in it.", {
        otherwise: "the provider's own; another id needs it",
      }),
    ),
  key_env: z
    .optional(
      z
        .string()
        .check(z.regex(/^[A-Za-z_]\w{0,99}$/, "expected the name of a variable, not a key")),
    )
    .check(about("Environment variable that holds the key, never the key itself.", PROVIDERS_OWN)),
  model: z.optional(word).check(about("Model to ask if nobody names one.", PROVIDERS_OWN)),
  max_output_tokens: z
    .optional(count(1_000_000))
    .check(about("Tokens of one answer; thinking counts as output.", { otherwise: "16384" })),
  protocol: z.optional(z.enum(["openai", "anthropic"])).check(
    about("OpenAI's chat completions, or Anthropic's messages.", {
      otherwise: "the provider's own; openai for another id",
    }),
  ),
});

const WORKFLOWS_OWN: About = { otherwise: "the workflow's own" };
const bound = z.strictObject({
  tool_calls: z.optional(count(100_000)).check(about("Tool calls.", WORKFLOWS_OWN)),
  minutes: z
    .optional(z.number().check(z.positive(), z.maximum(10_080)))
    .check(about("Minutes from its start.", WORKFLOWS_OWN)),
  tokens: z
    .optional(count(1_000_000_000))
    .check(about("Tokens; cached ones count a tenth.", WORKFLOWS_OWN)),
});

/** What stands under a name of its own. */
const id = (expected: string) => z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, expected));
/** At most so many values by their names; it may be left out. */
const few = <V extends z.ZodMiniType>(
  most: number,
  what: string,
  name: z.ZodMiniString,
  value: V,
) =>
  z.optional(
    z
      .record(name, value)
      .check(
        z.refine((one) => Object.keys(one).length <= most, `expected at most ${most} ${what}`),
      ),
  );

/**
 * The ceiling of a file that names none: more than a run takes that goes well, far less than all
 * its bounds together.
 */
const DEFAULT_CEILING = 30_000_000;
/** Of one command of the tests. */
const DEFAULT_MINUTES = 15;

const ceiling = z.nullable(count(10_000_000_000)).check(
  about(
    "Tokens of all agents of a run together. At the ceiling nothing more starts until you say so. Null: no ceiling.",
    {
      power: `lets a run use more than ${DEFAULT_CEILING} tokens`,
      narrows: (value) => value !== null && (value as number) <= DEFAULT_CEILING,
    },
  ),
);

/** Every field may be left out. */
const shared = {
  $schema: z.optional(z.string()).check(about("Where this schema is, for editors.", BOUND)),
  auto: z._default(z.boolean(), false).check(
    about("The same as --auto: the story is approved as it is, and nobody is asked.", {
      power: DECIDES,
    }),
  ),
  /**
   * In place of the workflow's own limits of these names, which alone say what holds where a person
   * says nothing; the file may name those that a workflow has. Runs of before recorded every
   * default as if the person had set it: they go on with those.
   */
  limits: z._default(z.record(z.string(), z.number()), {}),
  tests: z
    ._default(
      z.strictObject({
        run: z
          ._default(z.boolean(), true)
          .check(
            about(
              "False: no tests are run, and you are not asked about them. A team run still asks at stage 07, whose criteria need tests.",
              { power: `${DECIDES}: no test is run` },
            ),
          ),
        commands: z
          ._default(z.array(commandText).check(z.maxLength(MAX_COMMANDS)), [])
          .check(
            about(
              "Commands for every run, next to those approved with the story. A line that needs a shell gets one.",
              { power: "run in every run, in a shell if a line needs one" },
            ),
          ),
        timeout_minutes: z
          ._default(z.number().check(z.positive(), z.maximum(240)), DEFAULT_MINUTES)
          .check(
            about("How long one command may take.", {
              power: `lets commands run longer than ${DEFAULT_MINUTES} minutes`,
              narrows: (value) => (value as number) <= DEFAULT_MINUTES,
            }),
          ),
      }),
      { run: true, commands: [], timeout_minutes: DEFAULT_MINUTES },
    )
    .check(
      about(
        "The project's tests, run by the program itself before the code reviews and after each fix.",
      ),
    ),
  /** What is left out stays as the workflow has it. */
  bounds: few(20, "agents", id("expected the name of an agent, such as planner"), bound).check(
    about("What an agent may take for one task, by the agent's name. At the bound you are asked.", {
      power: "lets agents use more than the default",
      narrows: (value, { bounds }) =>
        Object.entries(value as Least["bounds"]).every(([agent, one]) =>
          isBelow(one, bounds[agent]),
        ),
    }),
  ),
  ceiling_tokens: z.optional(ceiling),
  models: z._default(z.record(z.string(), models), {}).check(
    about("The model of an agent, by the agent's name, instead of the workflow's own.", {
      power: "chooses the models that work and review",
    }),
  ),
  codex: z
    ._default(
      z.strictObject({
        dispatch: z._default(z.enum(["check", "agent"]), "check").check(
          about(
            "check: the program runs Codex itself; agent: a small agent starts the same program.",
            {
              power: "has an agent start Codex",
            },
          ),
        ),
        model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))).check(
          about("Model for Codex.", {
            otherwise: "its own",
            power: "chooses the model that reviews",
          }),
        ),
        missing: z
          ._default(z.enum(["ask", "opus", "waive"]), "ask")
          .check(
            about(
              "If Codex is missing or not logged in: you are asked, Opus reviews instead, or the run goes on without and records that. --auto takes opus instead of ask.",
              { power: DECIDES },
            ),
          ),
      }),
      { dispatch: "check", missing: "ask" },
    )
    .check(about("The external reviewer.")),
  /** They are part of the run's first event, so they have to fit into a line of the journal. */
  notify: z.optional(z.array(receiver).check(z.maxLength(8))).check(
    about(
      "Who gets a message when you are asked, after each round of votes, before the project is changed and at the end. Secrets are in environment variables alone. See docs/notifications.md.",
      {
        power: "receives the status of runs and the values of the named variables; a command runs",
      },
    ),
  ),
  providers: few(20, "providers", id("expected a name such as my-gateway"), provider).check(
    about(
      "External models by id: anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm. What you set replaces what the plugin knows; any other id is an endpoint of your own. See docs/providers.md.",
      { power: "decides where prompts and your keys are sent" },
    ),
  ),
  prices: few(50, "models", word, price).check(
    about(
      "US dollars per million tokens by model, instead of the plugin's own list. Claude Code's models are named as in its transcripts, such as claude-opus-5-5.",
      { power: "sets the prices of models, which budgets use" },
    ),
  ),
  secrets: z
    ._default(globs, [])
    .check(
      about(
        "Globs of files that go to no provider beside Claude Code, in addition to the built-in list (.env, keys and the like).",
        { power: "hides files from reviewers of other vendors" },
      ),
    ),
  commits: z
    .optional(
      z.strictObject({
        title: z
          .optional(
            z
              .string()
              .check(
                z.maxLength(100),
                z.regex(/^[^\r\n]*\{title\}[^\r\n]*$/, "expected one line with {title} in it"),
              ),
          )
          .check(
            about(
              "The first line: {title} stands for the program's own, {ticket} for a ticket in the branch's name, such as ABC-12. Without one the line stays as it is.",
              { otherwise: "the program's own" },
            ),
          ),
        sign_off: z.optional(z.boolean()).check(
          about("Adds Signed-off-by with your name, as git commit --signoff does.", {
            otherwise: "no",
          }),
        ),
      }),
    )
    .check(
      about(
        "How the messages of commits look that the program makes: of a pull request, phases and a council.",
        {
          power: "words your commits, and signs them off in your name",
        },
      ),
    ),
  agent_commits: z
    ._default(z.boolean(), false)
    .check(
      about(
        "True: what an agent commits in your checkout stays on your branch. False: the commit is kept on a ref of the run, and its changes are uncommitted again.",
        { power: "lets agents commit on your branch" },
      ),
    ),
  budget: z
    .optional(
      z.strictObject({
        enabled: z
          ._default(z.boolean(), false)
          .check(about("False: the budget does not apply.", HARMLESS)),
        tokens_max: z
          .optional(count(10_000_000_000))
          .check(about("Tokens of all agents of a run.", BOUND)),
        usd_max: z
          .optional(z.number().check(z.positive(), z.maximum(1_000_000)))
          .check(about("US dollars for external models whose prices are known.", BOUND)),
        // The bound of models without a price.
        calls_max: z
          .optional(count(1_000_000))
          .check(about("Requests to external models, retries included.", BOUND)),
        on_exceed: z
          ._default(z.enum(["escalate", "warn"]), "escalate")
          .check(about("escalate: you are asked; warn: the run goes on with a warning.", HARMLESS)),
      }),
    )
    .check(about("What a run may take.")),
};

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
 * The whole file, with the limits and the fields of the workflows. Unknown ones are refused. The
 * types of `parts` are those by which the workflows have extended `Settings`.
 */
export const settingsFile = (
  parts: Record<string, z.ZodMiniType>,
  limits: readonly string[],
): z.ZodMiniType<Settings> => {
  const known = z.strictObject(
    Object.fromEntries(["rounds", ...limits].map((name) => [name, limit(name)])),
  );
  return z.strictObject({
    ...shared,
    ceiling_tokens: z._default(ceiling, DEFAULT_CEILING),
    limits: z._default(known, {}).check(
      about("Most re-reviews before the person is asked.", {
        power: "allows more rounds than the default",
        narrows: (value, own) => isBelow(value, own.limits),
      }),
    ),
    ...parts,
  }) as z.ZodMiniType<object> as z.ZodMiniType<Settings>;
};

/**
 * Settings as a run has recorded them: what a workflow has added was checked when the file was
 * read.
 */
const settings = z.looseObject(shared) as z.ZodMiniType<object> as z.ZodMiniType<Settings>;

export const DEFAULT_SETTINGS: Settings = settings.parse({});

/** What holds for a run that starts in a project without the file. */
export const WITHOUT_FILE: Settings = { ...DEFAULT_SETTINGS, ceiling_tokens: DEFAULT_CEILING };
