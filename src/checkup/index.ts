import { accessSync, constants, existsSync, lstatSync } from "node:fs";
import { tmpdir } from "node:os";
import { isLive } from "../engine/run.ts";
import {
  findClaude,
  hostEnvironment,
  isLoggedIn,
  NEWEST_TESTED_HOST,
  OFFLINE,
  OLDEST_SUPPORTED_HOST,
  pluginIsInstalled,
  pluginRoot,
  SAYING_MS,
  sandboxIsOn,
  shellRemedy,
  unreadSettings,
} from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { canRunApart } from "../process/apart.ts";
import { attempt } from "../process/attempt.ts";
import { installing } from "../process/installing.ts";
import { apart } from "../process/path.ts";
import { runProcess } from "../process/run.ts";
import { hostAmong, processAncestors } from "../process/table.ts";
import type { Project } from "../project/project.ts";
import { allProviders } from "../providers/index.ts";
import type { Provider } from "../providers/provider.ts";
import { type Env, isForeign } from "../record/outside.ts";
import { statusWords } from "../render/outcome.ts";
import { codexAgents, gatesByProvider, unlistedModels } from "../run/external/absent-reviewers.ts";
import { fenceLack } from "../run/life/fence.ts";
import { noPlace } from "../run/life/preflight.ts";
import { rehearse } from "../run/life/rehearsal.ts";
import { readRun } from "../run/life/run.ts";
import { readSettings } from "../run/life/settings.ts";
import { DEFAULT_SETTINGS, SETTINGS_FILE, type Settings } from "../settings.ts";
import { BrokenChain } from "../store/journal.ts";
import { given } from "../text.ts";
import { OLDEST_SUPPORTED_BUN, VERSION } from "../version.ts";
import {
  type Checkup,
  type CheckupInput,
  error,
  type Finding,
  gitIn,
  ok,
  warning,
} from "../workflows/contract/checkup.ts";
import { WORKFLOW_NAMES } from "../workflows/index.ts";
import { ceilingText } from "../workflows/money/estimate.ts";

/** What to say of a Bun of this version. */
export function bunFinding(version: string): Finding {
  const name = "Bun";
  const found = `${version} (${process.execPath})`;
  return Bun.semver.order(version, OLDEST_SUPPORTED_BUN) < 0
    ? error(
        name,
        `${found} is older than ${OLDEST_SUPPORTED_BUN}, the oldest that is supported`,
        "bun upgrade",
      )
    : ok(name, found);
}

const bunCheckup: Checkup = async () => [bunFinding(Bun.version)];

/** The version that the program prints; null when it does not start or prints none. */
async function claudeVersion(claude: string, env: Env, cwd: string): Promise<string | null> {
  const asked = await runProcess({
    command: claude,
    args: ["--version"],
    cwd,
    env,
    timeoutMs: SAYING_MS,
  });
  return asked.exitCode === 0
    ? (/^(\d+\.\d+\.\d+)\b.*Claude Code/.exec(asked.stdout)?.[1] ?? null)
    : null;
}

const HOST = "Claude Code";

/** The host: there, of a version that is known, and able to load the plugin. */
const claudeCheckup: Checkup = async (input) => {
  const named = findClaude(input.claude, input.env, input.project);
  const above = named === null && input.claude === null ? hostAmong(processAncestors()) : null;
  if (above !== null)
    return [ok(HOST, `runs this (process ${above.pid}), not on PATH: run needs --claude <path>`)];
  const wrong = (found: string, remedy: string): Finding[] => [error(HOST, found, remedy)];
  if (named === null) {
    const where =
      input.claude === null
        ? "not found on PATH; one in the project or in a node_modules folder does not count"
        : `${input.claude} is not a program`;
    return wrong(
      where,
      "install it (npm install -g @anthropic-ai/claude-code), or name it: --claude <path>",
    );
  }
  const env = hostEnvironment(input.env, input.plugin);
  const version = await claudeVersion(named, env, tmpdir());
  if (version === null)
    return wrong(
      `${named} does not print a version of Claude Code`,
      `run ${named} --version in a terminal to see why`,
    );
  if (Bun.semver.order(version, OLDEST_SUPPORTED_HOST) < 0)
    return wrong(
      `${version} is older than ${OLDEST_SUPPORTED_HOST}, the oldest that is supported`,
      "claude update",
    );
  const newer =
    Bun.semver.order(version, NEWEST_TESTED_HOST) > 0
      ? `, newer than ${NEWEST_TESTED_HOST}, the newest tested version`
      : "";
  return [
    ok(HOST, `${version}${newer} (${named})`),
    ...(await loginFinding(named, env)),
    await loads(input, named, env),
  ];
};

async function loginFinding(command: string, env: Env): Promise<Finding[]> {
  const isThere = await isLoggedIn(command, env);
  if (isThere === true) return [ok("Login", `${HOST} is logged in`)];
  const remedy = `${command} auth login, or set ANTHROPIC_API_KEY`;
  return given(
    isThere === false,
    error("Login", `${HOST} is not logged in, so no agent can work`, remedy),
  );
}

/** A shell for the commands of agents. */
const shellCheckup: Checkup = async ({ env }) => {
  const remedy = shellRemedy(env);
  return remedy === null
    ? []
    : [warning("Shell", "without bash or zsh Claude Code starts no command of an agent", remedy)];
};

/** Whether the person has switched the hooks off. */
const hooksCheckup: Checkup = async ({ env }) =>
  env.MULTI_AI_OFF === "1"
    ? [error("Hooks", "MULTI_AI_OFF=1 turns all of them off", "unset MULTI_AI_OFF")]
    : [];

/**
 * The host's sandbox, in which a run without a session has the commands of its agents, and a
 * session where the person says so.
 */
const fenceCheckup: Checkup = async ({ env, project }) => {
  const lack = fenceLack(env, project);
  const inSessions = sandboxIsOn(env, project)
    ? "in sessions too"
    : `not in sessions: ${here("setup fence")}`;
  return lack === null
    ? [
        ok(
          "Fence",
          `agents' commands run in Claude Code's sandbox in runs without a session; ${inSessions}`,
        ),
      ]
    : [
        warning(
          "Fence",
          `agents' commands run without a sandbox${canRunApart(env, project) ? "" : ", and no script of a reviewer runs"}: ${lack.why}`,
          lack.remedy,
        ),
      ];
};

/** Has the host itself load the plugin and list what it took; no model is called. */
async function loads(
  { plugin, project, env }: CheckupInput,
  claude: string,
  hostEnv: Env,
): Promise<Finding> {
  const name = "Plugin";
  const installed = pluginIsInstalled(env, project);
  const asked = await runProcess({
    command: claude,
    args: [
      ...unreadSettings(env, project).args,
      ...(installed ? [] : ["--plugin-dir", plugin]),
      "plugin",
      "details",
      PLUGIN,
    ],
    cwd: project,
    env: { ...hostEnv, ...OFFLINE },
    timeoutMs: SAYING_MS,
  });
  const hooks = Number(/Hooks \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const agents = Number(/Agents \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const how = installed
    ? "installed"
    : `not installed here; run starts Claude Code with --plugin-dir ${plugin}`;
  if (asked.exitCode !== 0)
    return warning(
      name,
      "Claude Code did not list it",
      "type /plugin in Claude Code to see whether it is loaded",
    );
  const found = `version ${VERSION}: Claude Code loads ${agents} agents and hooks for ${hooks} events (${how})`;
  return hooks > 0 && agents > 0
    ? ok(name, found)
    : error(name, found, `install the plugin again: /plugin install ${PLUGIN}@${PLUGIN}`);
}

/**
 * External models: first those that a workflow's gate or the settings name, or that are set up
 * here, then the others.
 */
const providersCheckup: Checkup = async ({ env, project }) => {
  const read = await readSettings(project, env);
  // Nothing is asked here, so what the person has not approved yet is shown, too.
  const settings = read.ok ? (read.waiting?.whole ?? read.settings) : DEFAULT_SETTINGS;
  const { providers: own = {} } = settings;
  const named = new Set(
    WORKFLOW_NAMES.flatMap((workflow) => [...gatesByProvider(workflow).keys()]),
  );
  const here = apart(env, project);
  const findings: Finding[] = [];
  const others: Provider[] = [];
  for (const provider of allProviders(own)) {
    const isNamed = named.has(provider.id);
    const isWanted = isNamed || Object.hasOwn(own, provider.id);
    // The person's own server exists only where the settings name it.
    const isOff = !isWanted && !provider.keys.some((key) => here[key]);
    if (isOff) others.push(provider);
    else findings.push(await providerFinding(provider, here, isNamed, settings));
  }
  for (const found of await unlistedModels(here, settings))
    findings.push(warning("Codex", found, "look for a slip; a newer model may be right"));
  for (const id of Object.keys(own))
    if (!allProviders(own).some((provider) => provider.id === id))
      findings.push(
        error(id, `providers.${id}: not built in, and without a base_url`, "set its base_url"),
      );
  const rest = others.map(({ title, setup }) => `${title} (${setup})`).join("; ");
  return [...findings, ...(rest === "" ? [] : [ok("Other models", `not set up here: ${rest}`)])];
};

async function providerFinding(
  provider: Provider,
  env: Env,
  isNamed: boolean,
  settings: Settings,
): Promise<Finding> {
  const { title: name } = provider;
  const state = await provider.probe(env);
  const agents = provider.id === "codex" ? codexAgents(settings) : "";
  if (!state.ok && agents !== "") return error(name, `${state.problem}, ${agents}`, state.remedy);
  if (!state.ok) {
    const then = isNamed
      ? `: at reviews by ${name} the run asks you whether another reviewer takes over`
      : "";
    return warning(name, `${state.problem}${then}`, state.remedy);
  }
  const model = provider.model === null ? "no model set" : `model ${provider.model}`;
  const found =
    provider.program === null ? `${state.found}, ${model}, ${provider.baseUrl}` : state.found;
  return ok(name, agents === "" ? found : `${found}, ${agents}`);
}

/** Git is there, the project is a repository, and nothing of `.task/` would be committed. */
const gitCheckup: Checkup = async (input) => {
  const version = await gitIn(input, "--version");
  if (version.exitCode !== 0)
    return [
      error("git", "not found; it is needed to compare the project's files", installing(["git"])),
    ];
  const place = noPlace({ root: input.project }, input.env);
  if (place !== null) return [{ name: "Folder", state: "error", found: place, remedy: null }];
  const refused = rehearse({ root: input.project }, WORKFLOW_NAMES);
  // Where it is about worktrees and branches alone, other runs go their way.
  const isFor =
    refused === null || rehearse({ root: input.project }, []) !== null ? error : warning;
  if (refused !== null) return [isFor("git", refused.problem, refused.remedy)];
  const number = /\d+\.\d+(\.\d+)?/.exec(version.stdout)?.[0] ?? "of an unknown version";
  const inside = await gitIn(input, "rev-parse", "--is-inside-work-tree");
  if (inside.stdout.trim() !== "true")
    return [
      warning(
        "git",
        `${number}; ${input.project} is not a repository that git can read: runs commit nothing and cannot be rolled back`,
        "git init, or repair it",
      ),
    ];
  return [ok("git", `${number}, a repository`), await ignored(input)];
};

async function ignored(input: CheckupInput): Promise<Finding> {
  const name = "Ignored";
  if (!existsSync(input.task))
    return ok(name, "no .task/ yet; a run creates it with a .gitignore that ignores everything");
  const checked = await gitIn(input, "check-ignore", "-q", ".task/events.jsonl");
  if (checked.exitCode === 0) return ok(name, ".task/ is ignored");
  return warning(
    name,
    ".task/ is not ignored: agents' instructions and answers could be committed",
    "add the line * to .task/.gitignore",
  );
}

export const settingsCheckup: Checkup = async ({ project, env }) => {
  const name = "Settings";
  const read = await readSettings(project, env);
  if (!read.ok)
    return read.problems.map((problem) => error(name, problem, `fix it in ${SETTINGS_FILE}`));
  const { present, waiting, settings } = read;
  const found = [
    ok(name, present ? `${SETTINGS_FILE} is valid` : `no ${SETTINGS_FILE}: defaults apply`),
  ];
  if (waiting !== undefined) {
    const held = waiting.held.map(({ field }) => field).join(", ");
    const remedy = `${here("trust")} shows them whole, with what to type to approve them or to work without them`;
    found.push(
      error(name, `${held}: not approved by you for this project, so no run starts`, remedy),
    );
  }
  return [...found, ok("Cost", ceilingText(settings))];
};

/** Where a run would be recorded can be written. */
const recordCheckup: Checkup = async ({ project, task }) => {
  const folder = existsSync(task) ? task : project;
  const isWritable = attempt(() => accessSync(folder, constants.W_OK), false) !== false;
  return isWritable
    ? []
    : [
        error(
          "Record",
          `${folder} is not writable, and runs are recorded there`,
          "make it writable",
        ),
      ];
};

/** The journal can be read to its end, and `.task/` is a folder of this user. */
const journalCheckup: Checkup = async ({ project, task, env }) => {
  const name = "Journal";
  const place = { root: project, task, found: "journal" } as const;
  try {
    if (existsSync(task) && !lstatSync(task).isDirectory())
      return [error(name, ".task is not a folder", "move it away")];
    const run = readRun(place);
    if (run === null) return [ok(name, "no run")];
    if (isLive(run) && isForeign(place, env))
      return [
        warning(
          name,
          `${run.run} was not started on this machine, or this project was moved or copied`,
          `${here(`trust --run ${run.run}`)} shows what it would do`,
        ),
      ];
    return [ok(name, `${run.seq} events of ${run.run}, ${statusWords(run.status)}`)];
  } catch (problem) {
    const broken = problem instanceof BrokenChain ? problem : null;
    const message = problem instanceof Error ? problem.message : String(problem);
    // What mends a journal is refused for one that came with the project.
    const mends = broken !== null && !isForeign(place, env) ? broken.remedyFor(here) : null;
    const remedy = mends ?? `${here("cancel --force")} archives the run`;
    return [error(name, message, remedy)];
  }
};

/** In the order in which they are shown. */
const CHECKUPS: Checkup[] = [
  bunCheckup,
  claudeCheckup,
  shellCheckup,
  hooksCheckup,
  fenceCheckup,
  providersCheckup,
  gitCheckup,
  settingsCheckup,
  recordCheckup,
  journalCheckup,
];

/** A checkup that fails itself is a fault of ours, and must not hide what the others found. */
async function lookAt(checkup: Checkup, input: CheckupInput): Promise<Finding[]> {
  try {
    return await checkup(input);
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    const name = checkup.name.replace("Checkup", "");
    return [
      {
        name,
        state: "error",
        found,
        remedy: "run it again with MULTI_AI_DEBUG=1 and report what it prints",
      },
    ];
  }
}

/**
 * What all checkups find in a project, in their order. `claude`: Claude Code as the person named
 * it; null: look for it.
 */
export async function findingsOf(
  { root, task }: Project,
  env: Env,
  claude: string | null,
): Promise<Finding[]> {
  const input = { project: root, task, plugin: pluginRoot(), env, claude };
  return (await Promise.all(CHECKUPS.map((checkup) => lookAt(checkup, input)))).flat();
}

/** Whether a run could not start as things are. */
export const standsInTheWay = (findings: Finding[]): boolean =>
  findings.some(({ state }) => state === "error");
