import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "./command-line.ts";
import { OF_AGENT } from "./plugin.ts";

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
 * What is known of a setting beside its form. The schema for editors, docs/settings.md, and what
 * the person is asked to approve are made from it.
 */
export interface About<T = unknown> {
  description?: string;
  /** What holds where nobody sets it. */
  default?: T;
  /** The same in words, where there is no such value; "none" where this is left out, too. */
  otherwise?: string;
  /**
   * What it does: in a file that came with the project it waits for the person, with all that is
   * below it. Null: whatever it says, it takes nothing away and adds nothing that runs, is sent,
   * hidden or decided. Where this is left out, it waits.
   */
  power?: string | null;
  /** Proves of a value that a run can do less with it, or asks more. To hide is not to narrow. */
  narrows?(value: T, own: Least): boolean;
  /** Values that a project might have, the first for docs/settings.md. */
  examples?: T[];
  /** The workflow whose runs alone it counts in. */
  workflow?: string;
}

/** A setting that may be left out. */
export function setting<T extends z.ZodMiniType>(
  form: T,
  about: About<z.infer<T>> & { default: z.infer<T> },
): z.ZodMiniDefault<T>;
export function setting<T extends z.ZodMiniType>(
  form: T,
  about: About<z.infer<T>>,
): z.ZodMiniOptional<T>;
export function setting(form: z.ZodMiniType, about: About): z.ZodMiniType {
  const field = "default" in about ? z._default(form, about.default) : z.optional(form);
  return field.check(z.meta({ ...about }));
}
/** Settings below one name, each of which may be left out. */
const group = <S extends z.core.$ZodShape>(description: string, shape: S) => {
  const form = z.strictObject(shape);
  return setting(form, { description, default: form.parse({}) });
};
/** A field that has to be there, in a setting of several. */
export const required = <T extends z.ZodMiniType>(form: T, about: About<z.infer<T>>): T =>
  form.check(z.meta({ ...about })) as T;
/** The same field, which counts in this workflow's runs alone. */
export const countingIn = (workflow: string, field: z.ZodMiniType): z.ZodMiniType =>
  field.check(z.meta({ workflow }));
export const DECIDES = "decides in your place";

/** What is known of a field, and of what it only makes optional. */
export function aboutField(schema: z.core.$ZodType): About {
  const { innerType } = defOf(schema);
  return { ...(innerType && aboutField(innerType)), ...z.globalRegistry.get(schema) };
}

/** What a schema is made of, without what only makes it optional or gives it a default. */
interface Def {
  innerType?: z.core.$ZodType;
  shape?: Record<PropertyKey, z.core.$ZodType>;
  element?: z.core.$ZodType;
  keyType?: z.core.$ZodType;
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
  if (segments.every((segment) => segment === "" || segment === "."))
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
const isBelow = (value: Partial<Record<string, number>>, own: Record<string, number> = {}) =>
  Object.entries(value).every(([name, most]) => most! <= (own[name] ?? 0));

/** Of what a limit counts, by its name. */
const LIMITS: Record<string, string> = {
  per_reviewer: "Of one reviewer.",
  plan_reviews: "Of all plan reviewers together.",
  code_reviews: "Of all code reviewers together.",
};

/**
 * When somebody is told: the person is asked, a panel's round is over, the project is about to be
 * changed, the run is over.
 */
const OCCASIONS = ["question", "iteration", "execution", "end"] as const;
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
function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === "";
}

/** Name of an environment variable: a secret never stands in the file, which is shared. */
const variable = (most: number, thanWhat: string) => {
  const form = new RegExp(`^[A-Za-z_]\\w{0,${most - 1}}$`);
  return z.string().check(z.regex(form, `expected the name of a variable, not ${thanWhat}`));
};
const receiver = z
  .strictObject({
    kind: required(z.enum(Object.keys(KINDS) as (keyof typeof KINDS)[]), {
      description: "What kind of receiver it is.",
    }),
    url: setting(
      z
        .string()
        .check(
          z.maxLength(200),
          z.refine(isAddress, "expected an https:// address without a password"),
        ),
      {
        description: "The address of a webhook, or of a server of your own.",
        otherwise: "the service's own",
      },
    ),
    url_env: setting(variable(60, "its value"), {
      description: "Environment variable that holds the address, in place of url.",
    }),
    token_env: setting(variable(60, "its value"), {
      description: "Environment variable that holds the token.",
    }),
    chat_id: setting(
      z
        .string()
        .check(z.regex(/^(?:-?\d{1,20}|@\w{5,32})$/, "expected a number or @channel, in quotes")),
      { description: "telegram: a number, or a channel such as @runs, in quotes." },
    ),
    command: setting(commandText, {
      description:
        "command: a command line of yours, which gets the message as JSON on standard input, in the project's folder.",
    }),
    on: setting(z.array(z.enum(OCCASIONS)), {
      description: "When it gets one.",
      otherwise: "all of them",
    }),
  })
  .check(
    z.refine((given) => receiverProblem(given) === null, {
      error: (issue) => receiverProblem(issue.input as never) ?? "",
    }),
  );
export type Receiver = z.infer<typeof receiver>;
/** Whether a receiver is told on this occasion. */
export const isNotified = ({ on }: Receiver, occasion: Occasion): boolean =>
  on?.includes(occasion) ?? true;
const usd = z.number().check(z.nonnegative(), z.maximum(100_000));
const price = z.strictObject({
  input: required(usd, { description: "For what is sent." }),
  output: required(usd, { description: "For what is answered." }),
  cached: setting(usd, {
    description: "For what is read from the provider's cache.",
    otherwise: "as input",
  }),
});
/** Name of a model. */
const modelName = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, "expected a name without blanks"));
/** An address without a key in it: settings stand in the journal of a run. */
const isHttp = (text: string): boolean =>
  /^https?:\/\/[^@?#\s]+$/i.test(text) && URL.canParse(text);
const HTTP = "expected an address such as https://api.example.org/v1, without a key in it";
/** What a provider of its own has in place of what the plugin knows of it. */
const provider = z.strictObject({
  base_url: setting(z.string().check(z.refine(isHttp, HTTP)), {
    description: "What stands before /chat/completions or /messages; no key in it.",
    otherwise: "the provider's own; another id needs it",
  }),
  key_env: setting(variable(100, "a key"), {
    description: "Environment variable that holds the key, never the key itself.",
    otherwise: "the provider's own",
  }),
  model: setting(modelName, {
    description: "Model to ask if nobody names one.",
    otherwise: "the provider's own",
  }),
  max_output_tokens: setting(count(1_000_000), {
    description: "Tokens of one answer; thinking counts as output.",
    otherwise: "16384",
  }),
  protocol: setting(z.enum(["openai", "anthropic"]), {
    description: "OpenAI's chat completions, or Anthropic's messages.",
    otherwise: "the provider's own; openai for another id",
  }),
});

const WORKFLOWS_OWN = "the workflow's own";
const bound = z.strictObject({
  tool_calls: setting(count(100_000), { description: "Tool calls.", otherwise: WORKFLOWS_OWN }),
  minutes: setting(z.number().check(z.positive(), z.maximum(10_080)), {
    description: "Minutes from its start.",
    otherwise: WORKFLOWS_OWN,
  }),
  tokens: setting(count(1_000_000_000), {
    description: "Tokens; cached ones count a tenth.",
    otherwise: WORKFLOWS_OWN,
  }),
});

/** What stands under a name of its own. */
const id = (expected: string) => z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, expected));
/** At most so many values by their names. */
const few = <V extends z.ZodMiniType>(
  most: number,
  what: string,
  name: z.ZodMiniString,
  value: V,
) =>
  z
    .record(name, value)
    .check(
      z.refine((given) => Object.keys(given).length <= most, `expected at most ${most} ${what}`),
    );

/**
 * The ceiling of a file that names none: more than a run takes that goes well, far less than all
 * its bounds together.
 */
const DEFAULT_CEILING = 30_000_000;
/** Of one command of the tests. */
const DEFAULT_MINUTES = 15;

const ceiling = z.nullable(count(10_000_000_000));
const CEILING: About<z.infer<typeof ceiling>> = {
  description:
    "Tokens of all agents of a run together. At the ceiling nothing more starts until you say so. Null: no ceiling.",
  power: `lets a run use more than ${DEFAULT_CEILING} tokens`,
  narrows: (value) => value !== null && value <= DEFAULT_CEILING,
  examples: [40_000_000],
};

const agentModel = z
  .string()
  .check(
    z.regex(OF_AGENT, "expected opus, sonnet, haiku, inherit, or codex/ and the name of a model"),
  );

/** Every field may be left out. */
const shared = {
  $schema: setting(z.string(), {
    description: "Where this schema is, for editors.",
    power: null,
    examples: ["./settings.schema.json"],
  }),
  auto: setting(z.boolean(), {
    description: "The same as --auto: the story is approved as it is, and nobody is asked.",
    default: false,
    power: DECIDES,
  }),
  reviews: setting(z.enum(["together", "in_turn"]), {
    description:
      "together: those who review the same thing do so at once, one fix answers all that they find, and each looks again at what it found. in_turn: one after the other, each after the fixes of the one before.",
    otherwise:
      "together where the run has --auto or --quick, or is in the background, on a server or from a terminal; in_turn elsewhere",
    power: null,
    examples: ["together"],
  }),
  /** Override the workflow's own limits of these names. */
  limits: z._default(z.record(z.string(), z.number()), {}),
  tests: group(
    "The project's tests, run by the program itself before the code reviews and after each fix.",
    {
      run: setting(z.boolean(), {
        description:
          "False: no tests are run, and you are not asked about them. A team run still asks at stage 07, whose criteria need tests.",
        default: true,
        power: `${DECIDES}: no test is run`,
      }),
      commands: setting(z.array(commandText).check(z.maxLength(MAX_COMMANDS)), {
        description:
          "Commands for every run, next to those approved with the story. A line that needs a shell gets one.",
        default: [],
        power: "run in every run, in a shell if a line needs one",
        examples: [["npm test", "npm run test:e2e"]],
      }),
      timeout_minutes: setting(z.number().check(z.positive(), z.maximum(240)), {
        description: "How long one command may take.",
        default: DEFAULT_MINUTES,
        power: `lets commands run longer than ${DEFAULT_MINUTES} minutes`,
        narrows: (value) => value <= DEFAULT_MINUTES,
        examples: [30],
      }),
    },
  ),
  /** What is left out stays as the workflow has it. */
  bounds: setting(few(20, "agents", id("expected the name of an agent, such as planner"), bound), {
    description:
      "What an agent may take for one task, by the agent's name. At the bound you are asked.",
    power: "lets agents use more than the default",
    narrows: (value, { bounds }) =>
      Object.entries(value).every(([agent, most]) => isBelow(most, bounds[agent])),
    examples: [{ implementer: { tool_calls: 300, minutes: 90, tokens: 4_000_000 } }],
  }),
  ceiling_tokens: setting(ceiling, CEILING),
  models: setting(z.record(z.string(), agentModel), {
    description:
      "The model of an agent, by the agent's name, instead of the workflow's own: opus, sonnet, haiku, inherit, or codex/<model>. With that Codex is the agent, in runs from a terminal or in the background. See docs/providers.md.",
    default: {},
    power: "chooses the models that work and review",
    examples: [{ implementer: "codex/gpt-6.1-sol", "code-reviewer": "inherit" }],
  }),
  codex: group("The external reviewer.", {
    dispatch: setting(z.enum(["check", "agent"]), {
      description:
        "check: the program runs Codex itself; agent: a small agent starts the same program.",
      default: "check",
      power: "has an agent start Codex",
    }),
    model: setting(z.string().check(z.minLength(1), z.maxLength(100)), {
      description: "Model for Codex.",
      otherwise: "its own",
      power: "chooses the model that reviews",
      examples: ["gpt-6.1-sol"],
    }),
    missing: setting(z.enum(["ask", "opus", "waive"]), {
      description:
        "If Codex is missing or not logged in: you are asked, Opus reviews instead, or the run goes on without and records that. --auto takes opus instead of ask.",
      default: "ask",
      power: DECIDES,
    }),
  }),
  /** They are part of the run's first event, so they have to fit into a line of the journal. */
  notify: setting(z.array(receiver).check(z.maxLength(8)), {
    description:
      "Who gets a message when you are asked, after each round of votes, before the project is changed and at the end. Secrets are in environment variables alone. See docs/notifications.md.",
    power: "receives the status of runs and the values of the named variables; a command runs",
    examples: [
      [
        { kind: "telegram", token_env: "TELEGRAM_BOT_TOKEN", chat_id: "123456789" },
        {
          kind: "webhook",
          url: "https://example.com/runs",
          token_env: "HOOK_TOKEN",
          on: ["question", "end"],
        },
        { kind: "webhook", url_env: "HOOK_URL" },
        { kind: "command", command: "./scripts/tell.sh", on: ["end"] },
      ],
    ],
  }),
  providers: setting(few(20, "providers", id("expected a name such as my-gateway"), provider), {
    description:
      "External models by id: anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm. What you set replaces what the plugin knows; any other id is an endpoint of your own. See docs/providers.md.",
    power: "decides where prompts and your keys are sent",
    examples: [
      {
        openai: { model: "gpt-6.1-sol", max_output_tokens: 8192 },
        gateway: {
          base_url: "https://models.example.org/v1",
          key_env: "GATEWAY_KEY",
          protocol: "openai",
          model: "house-large",
        },
      },
    ],
  }),
  prices: setting(few(50, "models", modelName, price), {
    description:
      "US dollars per million tokens by model, instead of the plugin's own list. Claude Code's models are named as in its transcripts, such as claude-opus-5-5.",
    power: "sets the prices of models, which budgets use",
    examples: [
      {
        "house-large": { input: 1.5, cached: 0.15, output: 6 },
        "claude-opus-5-5": { input: 3.6, cached: 0.18, output: 18 },
      },
    ],
  }),
  secrets: setting(globs, {
    description:
      "Globs of files that go to no provider beside Claude Code, in addition to the built-in list (.env, keys and the like).",
    default: [],
    power: "hides files from reviewers of other vendors",
    examples: [["*.token", "config/private"]],
  }),
  commits: setting(
    z.strictObject({
      title: setting(
        z
          .string()
          .check(
            z.maxLength(100),
            z.regex(/^[^\r\n]*\{title\}[^\r\n]*$/, "expected one line with {title} in it"),
          ),
        {
          description:
            "The first line: {title} stands for the program's own, {ticket} for a ticket in the branch's name, such as ABC-12. Without one the line stays as it is.",
          otherwise: "the program's own",
          examples: ["[{ticket}] {title}"],
        },
      ),
      sign_off: setting(z.boolean(), {
        description: "Adds Signed-off-by with your name, as git commit --signoff does.",
        otherwise: "no",
      }),
    }),
    {
      description:
        "How the messages of commits look that the program makes: of a pull request, phases and a council.",
      power: "words your commits, and signs them off in your name",
    },
  ),
  worktree: group("The worktree of a run that is started with --worktree.", {
    setup: setting(commandText, {
      description:
        "A command line of yours, run once in a new worktree before its run begins. Ports and databases are its own matter: WORKTREE_NAME has the worktree's name, WORKTREE_CHECKOUT your checkout's folder.",
      otherwise: "none",
      power: "runs in each new worktree",
      examples: ["npm ci"],
    }),
  }),
  budget: setting(
    z.strictObject({
      usd_max: setting(z.number().check(z.positive(), z.maximum(1_000_000)), {
        description: "US dollars for external models whose prices are known. Then you are asked.",
        power: null,
        examples: [5],
      }),
    }),
    { description: "What a run may take." },
  ),
};

/** How long one review of Codex may take. */
export const CODEX_MINUTES = 30;

/** Most acceptance criteria of a story: each costs evidence in six reviews. */
export const MAX_CRITERIA = 12;

type Recorded = z.infer<z.ZodMiniObject<typeof shared>>;
/** A workflow adds its own fields to this type where it defines them, each of them optional. */
export interface Settings extends Recorded {}

/**
 * The whole file, with the fields of the workflows, and the limits that they have by name, each
 * with its value in every workflow. Unknown ones are refused. The types of `parts` are those by
 * which the workflows have extended `Settings`.
 */
export const settingsFile = (
  parts: Record<string, z.ZodMiniType>,
  limits: Record<string, string> = {},
): z.ZodMiniType<Settings> => {
  const known = Object.entries(limits).map(([name, otherwise]) => [
    name,
    setting(count(100), { description: LIMITS[name]!, otherwise }),
  ]);
  return z.strictObject({
    ...shared,
    ceiling_tokens: setting(ceiling, { ...CEILING, default: DEFAULT_CEILING }),
    limits: setting(z.strictObject(Object.fromEntries(known)), {
      description: "Most re-reviews before the person is asked.",
      default: {},
      power: "allows more rounds than the default",
      narrows: (value, own) => isBelow(value as Record<string, number>, own.limits),
    }),
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
