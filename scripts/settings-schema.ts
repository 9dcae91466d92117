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
  auto: "Same as --auto: the story is approved as it is and nobody is asked.",
  limits: "Most re-reviews before the person is asked.",
  "limits.per_reviewer": "Of one reviewer.",
  "limits.plan_reviews": "Of all plan reviewers together.",
  "limits.code_reviews": "Of all code reviewers together.",
  "limits.revise": "Of a phase's plans, behind their check.",
  "limits.gaps": "Rounds in which gaps of a phase are planned and closed, before the person is asked.",
  "limits.context_left": "Percent of the session's context below which a phase's verification stops at a safe point.",
  "limits.tests": "Fixes in a row while the tests stay red.",
  tests: "The project's tests, run by the program itself before the code reviews and after each fix.",
  "tests.run":
    "False: none are run, and nothing is asked about them. A team run asks at stage 07, for its criteria need tests.",
  "tests.commands":
    "Run in every run, beside those that are approved with the story. A line that needs a shell gets one.",
  "tests.timeout_minutes": "How long one command may take.",
  convergence:
    "Ask before the limit when fixes make no progress. That is the same subject, a finding again, or three rounds without fewer. It is also a reviewer who insists on what the author declined, or reviewers who contradict each other.",
  minor_findings:
    "When a review asks for changes by minor findings alone. note takes it as an approval and tells them to whoever works next; fix has them mended at once (note).",
  final_confirmation:
    "When the last code reviewer has approved, those who approved an older tree look once more, at what changed since.",
  max_criteria: "Most acceptance criteria of a story: each costs evidence in six reviews.",
  bounds: "What one dispatch of an agent may take, by agent name; at it the person is asked.",
  "bounds.*.tool_calls": "Calls of tools (the workflow's own).",
  "bounds.*.minutes": "Minutes from its start (the workflow's own).",
  "bounds.*.tokens": "Tokens; those that are read from the cache count a tenth (the workflow's own).",
  ceiling_tokens:
    "Tokens of all agents of a run together; reached, nothing more starts and the person is asked. Null: never.",
  models: "Model per agent, in place of the workflow's own.",
  codex: "The external reviewer.",
  "codex.dispatch": "check: the program runs Codex itself; agent: a small agent starts the same program.",
  "codex.timeout_minutes": "How long one review may take.",
  "codex.model": "Model for Codex (its own).",
  "codex.missing":
    "Where Codex is not there, or not logged in. ask: the person is asked; opus: Opus reviews in its place; waive: go on without, which is recorded as waived. --auto takes opus in place of ask.",
  providers:
    "External models by id: anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm. What you say of one stands in place of what the plugin knows of it; another id is an endpoint of your own. See docs/providers.md.",
  "providers.*.base_url":
    "What stands before /chat/completions or /messages; no key in it (the provider's own; another id needs it).",
  "providers.*.key_env": "Environment variable that holds the key, never the key itself (the provider's own).",
  "providers.*.model": "Model to ask where nobody names one (the provider's own).",
  "providers.*.max_output_tokens": "Tokens of one answer; thinking counts as output (16384).",
  "providers.*.timeout_s": "Seconds that one answer may take, with all its retries (600).",
  "providers.*.protocol":
    "OpenAI's chat completions, or Anthropic's messages (the provider's own; openai for another id).",
  "providers.*.structured":
    "How far the address can hold an answer to a form (the provider's own; json for another id).",
  "providers.*.price": "US dollars per million tokens, of all its models.",
  "providers.*.price.input": "Of what is sent (has to be there).",
  "providers.*.price.output": "Of what is answered (has to be there).",
  "providers.*.price.cached": "Of what is sent and read from the provider's cache (as input).",
  prices:
    "US dollars per million tokens by model, in place of the plugin's own list. A model of Claude Code is named as its transcript does, such as claude-opus-5-5.",
  "prices.*.input": "Of what is sent (has to be there).",
  "prices.*.output": "Of what is answered (has to be there).",
  "prices.*.cached": "Of what is sent and read from the provider's cache (as input).",
  "prices.*.cache_write": "Of what is sent and written to it; counted for models of Claude Code alone (as input).",
  secrets:
    "Globs of files whose content goes into no brief and no prompt, beside the built-in list (.env, keys and the like).",
  frozen: "Globs of files, typically tests, that no agent of a run changes, adds or deletes.",
  notify:
    "Who is told when you are asked, after each round of a panel, before the project is changed and at the end. Where it says so, also of silent agents and of each phase. Secrets stand in environment variables alone. See docs/notifications.md.",
  "notify[].kind": "What kind of receiver it is (has to be there).",
  "notify[].url": "The address of a slack or webhook receiver, or of a server of your own (the service's own).",
  "notify[].url_env": "Environment variable that holds the address, in place of url (none).",
  "notify[].token_env": "Environment variable that holds the token (none).",
  "notify[].chat_id": "telegram: a number, or a channel such as @runs, in quotes (none).",
  "notify[].topic": "ntfy: the topic (none).",
  "notify[].command":
    "command: a command line of yours, which gets the message as JSON on standard input, in the project's folder (none).",
  "notify[].timeout_s": "command: seconds after which it is ended (60).",
  "notify[].on": "When it is told (all but silent and phase, which have to be named).",
  "limits.scope": "Of the reviewer of a design's scope.",
  "limits.security": "Of the security reviewer.",
  "limits.peer": "Rounds between one reviewer and one area before the principal rules.",
  "limits.qa": "Fixes by one owner while checks or tests stay red.",
  "limits.iterations": "Plans that a council may make before the person is asked.",
  "limits.width": "Tasks of a plan that are carried out at once.",
  "limits.tries": "Tries of one task of a plan.",
  "limits.debug_rounds": "/multi-ai:debug: supposed causes that are tested before the person is asked.",
  "limits.debug_tries": "/multi-ai:debug: tries of a failing test, and of a fix, before the person is asked.",
  "limits.execution_s": "Seconds of the whole execution (as many as its waves take, at 30 minutes each).",
  council: "/multi-ai:council: who has which role, how votes are counted, what runs without asking.",
  "council.roles": "Who has which role or seat.",
  "council.roles.*": "Who has it, and what one answer may take.",
  "council.roles.*.use":
    "Whom to ask, the best first: <provider>/<model>, host/opus, host/sonnet, host/haiku, or codex (see docs/council.md).",
  "council.roles.*.max_tokens": "Tokens of one answer (8192).",
  "council.roles.*.timeout_s": "Seconds that one answer may take (timeout_s of the provider).",
  "council.quorum_models": "How many different models must have voted; with fewer the person decides (1).",
  "council.warn_models": "With fewer different models among the voters there is a warning (2).",
  "council.anonymous": "True: no seat is told which model wrote a plan or a vote (true).",
  "council.allow": "Commands of a plan that run without asking, word for word (none).",
  execute: "How the tasks of a plan are carried out.",
  "execute.isolation":
    "worktree: each task in a git worktree; checkout: one behind the other in the project (worktree; without git checkout).",
  "execute.commit_message":
    "First line of the commit of a task of a phase. The first form is as in feat(02-01): add a search, the second as in phase-2 task: Add a search (type(phase-plan)).",
  "execute.allow": "Commands of a phase's plans that run without asking, word for word (none).",
  "execute.branch_prefix": "What the name of the branch with the commits begins with (multi-ai/work-).",
  areas: "/multi-ai:team: globs of each area of the project, by its name (one area, app).",
  checkpoints: "/multi-ai:team: when a checkpoint passes without asking.",
  "checkpoints.a": "After the requirements.",
  "checkpoints.a.auto_pass_when": "After the requirements: no_warnings, or null: always ask (null).",
  "checkpoints.b": "After the design.",
  "checkpoints.b.auto_pass_when": "After the design: no_warnings, or null: always ask (null).",
  "checkpoints.c": "After the tests.",
  "checkpoints.c.auto_pass_when": "After the tests: no_warnings, all_criteria_passed, or null: always ask (null).",
  budget: "What a run may take.",
  "budget.enabled": "False: nothing is counted against it.",
  "budget.tokens_max": "Tokens of all agents of a run (none).",
  "budget.usd_max": "US dollars for external models, as far as their prices are known (none).",
  "budget.calls_max": "Requests to external models, those that are tried again too (none).",
  "budget.minutes_max": "Minutes from the start of a run (none).",
  "budget.on_exceed": "escalate: the person is asked; warn: the run goes on with a warning.",
  deploy: "/multi-ai:team: how a feature is deployed, and how the program sees that it works.",
  "deploy.environment": "Where to when --deploy names none. Commands see it as DEPLOY_ENVIRONMENT.",
  "deploy.command": "What deploys; exit code 0 means that it did, and works.",
  "deploy.health": "An address that is asked behind it until it answers with a status of 200 to 299 (none).",
  "deploy.rollback": "What takes a deployment back: shown when one failed, never run by the program (none).",
  team: "/multi-ai:team: how areas are built, tested and reviewed.",
  "team.profile": "local: one area after the other in the checkout; app_worktree: in parallel, each in a git worktree.",
  "team.branch_prefix": "Beginning of the names of the worktrees' branches.",
  "team.approvals": "Approvals that an area needs where the change crosses several.",
  "team.qa": "Globs of test files, which belong to the tester in whatever area they lie (names that tests have).",
  "team.commands":
    "What the program runs before the reviews, in place of what it finds in the project; false: nothing.",
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
const ONE_OF: [RegExp, string][] = [[/^council\.roles\.[^.]+/, "council.roles.*"]];
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
    description: "Stands in .claude/multi-ai.json.",
  };
  return `${JSON.stringify({ ...about, ...described(schema) }, null, 2)}\n`;
}

if (import.meta.main)
  await Bun.write(join(import.meta.dir, "..", "schemas/settings.schema.json"), await settingsSchema());
