import { join } from "node:path";
import * as z from "zod/mini";
import { parseJson, readArtifact } from "./store/small-file.ts";
import { commandText, MAX_COMMANDS } from "./workflows/fields.ts";
import { areas, budget, checkpoints, deploySettings, team } from "./workflows/team/settings.ts";

const positive = z.number().check(z.int(), z.positive(), z.maximum(100));
/** Globs of the project's files. Short: they stand in one line of the journal. */
const globs = z._default(
  z.array(z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^!]/))).check(z.maxLength(20)),
  [],
);
const models = z.enum(["opus", "sonnet", "haiku", "inherit"]);

/** `.claude/multi-ai.json`: a person's settings for one project; every field may be left out. */
export const settings = z.strictObject({
  $schema: z.optional(z.string()),
  /** Same as `--auto`: approves the story and answers open questions by itself. */
  auto: z._default(z.boolean(), false),
  /**
   * In place of the workflow's own limits of these names, which alone say what holds where a person says nothing. Runs of
   * before recorded every default as if the person had set it: they go on with those.
   */
  limits: z._default(
    z.strictObject({
      per_reviewer: z.optional(positive),
      plan_reviews: z.optional(positive),
      code_reviews: z.optional(positive),
      tests: z.optional(positive),
      scope: z.optional(positive),
      security: z.optional(positive),
      /** Rounds between one reviewer and one area before the principal rules. */
      peer: z.optional(positive),
      /** Fixes by one owner after failing checks and tests. */
      qa: z.optional(positive),
    }),
    {},
  ),
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
  /** The person is asked before the limit when a loop of fix and review makes no progress. */
  convergence: z._default(z.boolean(), true),
  /** Every code reviewer confirms the final tree when fixes changed it after its approval. */
  final_confirmation: z._default(z.boolean(), false),
  /** Most acceptance criteria of a story: each costs evidence in six reviews. */
  max_criteria: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(40)), 12),
  /** Bounds of one dispatch by agent, in place of the workflow's own; what is left out stays as it is there. */
  bounds: z.optional(
    z
      .record(
        z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)),
        z.strictObject({
          tool_calls: z.optional(z.number().check(z.int(), z.positive(), z.maximum(100_000))),
          minutes: z.optional(z.number().check(z.positive(), z.maximum(10_080))),
          tokens: z.optional(z.number().check(z.int(), z.positive(), z.maximum(1_000_000_000))),
        }),
      )
      .check(z.refine((one) => Object.keys(one).length <= 20, "at most 20 agents")),
  ),
  /** Tokens of all agents of a run; reached, nothing more starts and the person is asked. */
  ceiling_tokens: z.optional(z.number().check(z.int(), z.positive(), z.maximum(10_000_000_000))),
  /** Model per agent, in place of the workflow's own. */
  models: z._default(z.record(z.string(), models), {}),
  codex: z._default(
    z.strictObject({
      /** `check`: the program runs Codex; `agent`: a small agent starts the same script. */
      dispatch: z._default(z.enum(["check", "agent"]), "check"),
      timeout_minutes: z._default(z.number().check(z.positive(), z.maximum(240)), 30),
      model: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    }),
    { dispatch: "check", timeout_minutes: 30 },
  ),
  /** Globs of files whose content is never sent, beside the built-in list. */
  secrets: globs,
  /** Globs of files, typically tests, that no agent of a run changes. */
  frozen: globs,
  /** Globs of each area of the project by its name; without any the project is one area, `app`. */
  areas: z.optional(areas),
  checkpoints: z.optional(checkpoints),
  budget: z.optional(budget),
  deploy: z.optional(deploySettings),
  team: z.optional(team),
});
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = settings.parse({});

/** Without the setting nothing is deployed. */
export const DEFAULT_DEPLOY = deploySettings.parse({});

export const SETTINGS_FILE = ".claude/multi-ai.json";

export type SettingsResult = { ok: true; settings: Settings; present: boolean } | { ok: false; problems: string[] };

/** The project's settings; without a file the defaults. A file with an error is never half used. */
export async function readSettings(root: string): Promise<SettingsResult> {
  const { problemsOf } = await import("./workflows/parsing.ts");
  const { settings, DEFAULT_SETTINGS } = await import("./settings.ts");
  const path = join(root, SETTINGS_FILE);
  const file = readArtifact(path);
  if (!file.ok)
    return file.problem.startsWith("the file is not there")
      ? { ok: true, settings: DEFAULT_SETTINGS, present: false }
      : { ok: false, problems: [`${SETTINGS_FILE}: ${file.problem}`] };
  const json = parseJson(file.bytes);
  if (!json.ok) return { ok: false, problems: [`${SETTINGS_FILE}: ${json.problem}`] };
  const parsed = settings.safeParse(json.value);
  if (parsed.success) return { ok: true, settings: parsed.data, present: true };
  return { ok: false, problems: problemsOf(json.value, parsed.error.issues).map((one) => `${SETTINGS_FILE}: ${one}`) };
}
