/**
 * Writes schemas/settings.schema.json, the JSON Schema of `.claude/multi-ai.json`, from the zod schema that the program
 * itself uses: `bun scripts/settings-schema.ts`. A test compares the file with it.
 */
import { join } from "node:path";
import * as z from "zod/mini";
import { glob, MAX_GLOB, settingsFile } from "../src/settings.ts";
import { allWorkflows, limitNames, settingsParts } from "../src/workflows/index.ts";

/**
 * What an editor shows beside a field, by its path; `*` is a name that the person gives, `[]` an entry of a list. A field
 * without a default of its own has in brackets at the end what holds where nobody sets it.
 */
const DESCRIPTIONS: Record<string, string> = {
  $schema: "Where this schema is, for editors (none).",
  auto: "The same as --auto: the story is approved as it is, and nobody is asked.",
  limits: "Most re-reviews before the person is asked.",
  "limits.rounds":
    "Rounds before you are asked: of reviews and fixes, red tests and checks, plans, gaps and causes of a bug (each workflow's own).",
  "limits.per_reviewer": "Of one reviewer.",
  "limits.plan_reviews": "Of all plan reviewers together.",
  "limits.code_reviews": "Of all code reviewers together.",
  tests: "The project's tests, run by the program itself before the code reviews and after each fix.",
  "tests.run":
    "False: no tests are run, and you are not asked about them. A team run still asks at stage 07, whose criteria need tests.",
  "tests.commands":
    "Commands for every run, next to those approved with the story. A line that needs a shell gets one.",
  "tests.timeout_minutes": "How long one command may take.",
  bounds: "What one dispatch of an agent may take, by the agent's name. At the bound you are asked.",
  "bounds.*":
    "Tool calls (up to 100,000), minutes from its start (up to 10,080), tokens (up to 1,000,000,000; cached ones count a tenth) (the workflow's own).",
  "bounds.*.tool_calls": "Tool calls (the workflow's own).",
  "bounds.*.minutes": "Minutes from its start (the workflow's own).",
  "bounds.*.tokens": "Tokens; cached ones count a tenth (the workflow's own).",
  ceiling_tokens:
    "Tokens of all agents of a run together. At the ceiling nothing more starts until you say so. Null: no ceiling.",
  models: "The model of an agent, by the agent's name, instead of the workflow's own.",
  codex: "The external reviewer.",
  "codex.dispatch": "check: the program runs Codex itself; agent: a small agent starts the same program.",
  "codex.model": "Model for Codex (its own).",
  "codex.missing":
    "If Codex is missing or not logged in. ask: you are asked; opus: Opus reviews instead; waive: the run goes on without, and records that. --auto takes opus instead of ask.",
  providers:
    "External models by id: anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm. What you set replaces what the plugin knows; any other id is an endpoint of your own. See docs/providers.md.",
  "providers.*.base_url":
    "What stands before /chat/completions or /messages; no key in it (the provider's own; another id needs it).",
  "providers.*.key_env": "Environment variable that holds the key, never the key itself (the provider's own).",
  "providers.*.model": "Model to ask if nobody names one (the provider's own).",
  "providers.*.max_output_tokens": "Tokens of one answer; thinking counts as output (16384).",
  "providers.*.protocol":
    "OpenAI's chat completions, or Anthropic's messages (the provider's own; openai for another id).",
  prices:
    "US dollars per million tokens by model, instead of the plugin's own list. Claude Code's models are named as in its transcripts, such as claude-opus-5-5.",
  "prices.*":
    "For what is sent, what is answered, what is read from the provider's cache, and what is written to it (counted only for Claude Code's models); each up to 100,000 (input and output are required; the others are as input).",
  "prices.*.input": "For what is sent (required).",
  "prices.*.output": "For what is answered (required).",
  "prices.*.cached": "For what is read from the provider's cache (as input).",
  "prices.*.cache_write": "For what is written to it; counted only for Claude Code's models (as input).",
  secrets:
    "Globs of files that go to no provider beside Claude Code, in addition to the built-in list (.env, keys and the like).",
  commits: "How the messages of commits look that the program makes: multi-ai pr, phases and council.",
  "commits.title":
    "The first line: {title} stands for the program's own, {ticket} for a ticket in the branch's name, such as ABC-12. Without one the line stays as it is (the program's own).",
  "commits.sign_off": "Adds Signed-off-by with your name, as git commit --signoff does (no).",
  agent_commits:
    "True: what an agent commits in your checkout stays on your branch. False: the commit is kept on a ref of the run, and its changes are uncommitted again.",
  notify:
    "Who is told when you are asked, after each round of a panel, before the project is changed and at the end. Secrets stand in environment variables alone. See docs/notifications.md.",
  "notify[].kind": "What kind of receiver it is (has to be there).",
  "notify[].url": "The address of a webhook, or of a server of your own (the service's own).",
  "notify[].url_env": "Environment variable that holds the address, in place of url (none).",
  "notify[].token_env": "Environment variable that holds the token (none).",
  "notify[].chat_id": "telegram: a number, or a channel such as @runs, in quotes (none).",
  "notify[].command":
    "command: a command line of yours, which gets the message as JSON on standard input, in the project's folder (none).",
  "notify[].on": "When it is told (all of them).",
  council: "/multi-ai:council: who has which role, how votes are counted, what runs without asking.",
  "council.use": "Who has which role or seat.",
  "council.use.*":
    "Whom to ask, the best first: <provider>/<model>, host/opus, host/sonnet, host/haiku, or codex (see docs/council.md).",
  execute: "How the tasks of a plan are carried out.",
  "execute.isolation":
    "worktree: each task in a git worktree; checkout: one after the other in the project (worktree; checkout without git).",
  "execute.commits":
    "Where a council's commits go at its end: `here` is the branch that is checked out, `branch` a new one that is checked out then, `files` neither (you are asked; with --auto files).",
  "execute.allow": "Commands of plans that run without asking, word for word (none).",
  areas: "/multi-ai:team: globs of each area of the project, by its name (one area, app).",
  checkpoints: "/multi-ai:team: when a checkpoint passes without asking.",
  "checkpoints.*": "After the requirements (a), the design (b) or the tests (c).",
  "checkpoints.*.auto_pass_when":
    "After the requirements (a), the design (b) or the tests (c). Null: always ask; all_criteria_passed: c alone (null).",
  budget: "What a run may take.",
  "budget.enabled": "False: the budget does not apply.",
  "budget.tokens_max": "Tokens of all agents of a run (none).",
  "budget.usd_max": "US dollars for external models whose prices are known (none).",
  "budget.calls_max": "Requests to external models, retries included (none).",
  "budget.on_exceed": "escalate: you are asked; warn: the run goes on with a warning.",
  deploy: "/multi-ai:team: how a feature is deployed, and how the program sees that it works.",
  "deploy.command": "What deploys; exit code 0 means that it did, and works (has to be there).",
  "deploy.check":
    "A command that shows afterwards that it works, such as a smoke test: exit code 0 means that it does (none).",
  "deploy.health": "An address that is asked behind it until it answers with a status of 200 to 299 (none).",
  "deploy.rollback": "What takes a deployment back: shown when one failed, never run by the program (none).",
  team: "/multi-ai:team: how areas are built, tested and reviewed.",
  "team.profile": "local: one area after the other in the checkout; app_worktree: in parallel, each in a git worktree.",
  "team.qa": "Globs of test files, which belong to the tester in whatever area they lie (names that tests have).",
  "team.commands":
    "What the program runs before the reviews: a command, or false, which runs nothing. Where it finds tests by go.mod, pytest.ini and the like, it shows you the command first (what package.json has; dependencies: by the lock file).",
  "team.commands.lint": "Style and errors (what package.json has).",
  "team.commands.types": "Types (what package.json has).",
  "team.commands.tests":
    "Tests. Else it is the script test of package.json, or what go.mod, Cargo.toml, pytest.ini and the like speak for, shown to you first (found in the project).",
  "team.commands.dependencies": "Known faults in dependencies (by the lock file).",
};

/** A field of a JSON Schema. */
export interface Field {
  description?: string;
  properties?: Record<string, Field>;
  additionalProperties?: boolean | Field;
  items?: Field;
  [key: string]: unknown;
}

/** What a workflow has where a person says nothing, such as `(multi-ai 10, team 5)`. */
function ownLimits(path: string): string {
  const name = path.replace(/^limits\./, "");
  const own = Object.values(allWorkflows()).flatMap(({ name: workflow, limits }) =>
    limits[name] === undefined ? [] : [`${workflow} ${limits[name]}`],
  );
  return own.length === 0 ? "" : ` (${own.join(", ")})`;
}

/** What stands in place of a name that is one of many. */
const ONE_OF: [RegExp, string][] = [
  [/^council\.use\.[^.]+/, "council.use.*"],
  [/^checkpoints\.[abc]/, "checkpoints.*"],
];
const general = (path: string): string => ONE_OF.reduce((now, [pattern, name]) => now.replace(pattern, name), path);

function described(field: Field, path = ""): Field {
  const { properties, items, ...rest } = field;
  const said = DESCRIPTIONS[general(path)];
  const isLimit = path.startsWith("limits.") && said?.endsWith(").") === false;
  const description = isLimit ? said?.replace(/\.$/, `${ownLimits(path)}.`) : said;
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const inner = Object.entries(properties ?? {}).map(([name, one]): [string, Field] => [
    name,
    described(one, below(name)),
  ]);
  const { additionalProperties: others } = rest;
  return {
    ...(description === undefined ? {} : { description }),
    ...rest,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(inner) }),
    ...(typeof others === "object" ? { additionalProperties: described(others, below("*")) } : {}),
    ...(items === undefined ? {} : { items: described(items, `${path}[]`) }),
  };
}

/** What a pattern can say of a glob; that each brace has its partner is beyond one. */
const GLOB = {
  pattern:
    "^(?!\\s*$)(?!!)(?![A-Za-z]:)(?!~(?:[/\\\\]|$))(?!(?:\\.?[/\\\\])*\\.?$)(?!(?:.*[/\\\\])?\\.\\.(?:[/\\\\]|$))[^\\u0000-\\u001f\\u007f-\\u009f]*$",
  minLength: 1,
  maxLength: MAX_GLOB,
};

/** The file's text. */
export async function settingsSchema(): Promise<string> {
  const { $schema, ...schema } = z.toJSONSchema(settingsFile(await settingsParts(), limitNames()), {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === (glob as unknown)) Object.assign(jsonSchema, GLOB);
    },
  }) as Field;
  const about = {
    $schema,
    title: "Settings of multi-ai for one project",
    description: "The file .claude/multi-ai.json.",
  };
  return `${JSON.stringify({ ...about, ...described(schema) }, null, 2)}\n`;
}

if (import.meta.main)
  await Bun.write(join(import.meta.dir, "..", "schemas/settings.schema.json"), await settingsSchema());
