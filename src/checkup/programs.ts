import { tmpdir } from "node:os";
import {
  findClaude,
  hostEnvironment,
  leftOut,
  NEWEST_TESTED_HOST,
  OLDEST_SUPPORTED_HOST,
  pluginIsInstalled,
  sandboxIsOn,
} from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { apart } from "../process/path.ts";
import { runProcess } from "../process/run.ts";
import { hostAmong, processAncestors } from "../process/table.ts";
import { allProviders } from "../providers/index.ts";
import type { Provider } from "../providers/provider.ts";
import type { Env } from "../record/outside.ts";
import { gatesByProvider } from "../run/external/absent-reviewers.ts";
import { fenceLack } from "../run/life/fence.ts";
import { readSettings } from "../run/life/settings.ts";
import { OLDEST_SUPPORTED_BUN, VERSION } from "../version.ts";
import { type Checkup, type CheckupInput, error, type Finding, ok, warning } from "../workflows/contract/checkup.ts";
import { WORKFLOW_NAMES } from "../workflows/index.ts";

const LIMIT_MS = 10_000;

/** What to say of a Bun of this version. */
export function bunFinding(version: string): Finding {
  const name = "Bun";
  const found = `${version} (${process.execPath})`;
  return Bun.semver.order(version, OLDEST_SUPPORTED_BUN) < 0
    ? error(name, `${found} is older than ${OLDEST_SUPPORTED_BUN}, the oldest that is supported`, "bun upgrade")
    : ok(name, found);
}

export const bunCheckup: Checkup = async () => [bunFinding(Bun.version)];

/** The version that the program prints; null when it does not start or prints none. */
async function claudeVersion(claude: string, env: Env, cwd: string): Promise<string | null> {
  const asked = await runProcess({ command: claude, args: ["--version"], cwd, env, timeoutMs: LIMIT_MS });
  return asked.exitCode === 0 ? (/\d+\.\d+\.\d+/.exec(asked.stdout)?.[0] ?? null) : null;
}

const HOST = "Claude Code";

/** The host: there, of a version that is known, and able to load the plugin. */
export const claudeCheckup: Checkup = async (input) => {
  const named = findClaude(input.claude, input.env, input.project);
  const above = named === null && input.claude === null ? hostAmong(processAncestors()) : null;
  if (above !== null) return [ok(HOST, `runs this (process ${above.pid}), not on PATH: run needs --claude <path>`)];
  const wrong = (found: string, remedy: string): Finding[] => [error(HOST, found, remedy)];
  if (named === null) {
    const where =
      input.claude === null
        ? "not found on PATH; one in the project or in a node_modules folder does not count"
        : `${input.claude} is no program`;
    return wrong(where, "install it (npm install -g @anthropic-ai/claude-code), or name it: --claude <path>");
  }
  const env = hostEnvironment(input.env, input.plugin);
  const version = await claudeVersion(named, env, tmpdir());
  if (version === null)
    return wrong(`${named} does not tell its version`, `run ${named} --version in a terminal to see why`);
  if (Bun.semver.order(version, OLDEST_SUPPORTED_HOST) < 0)
    return wrong(`${version} is older than ${OLDEST_SUPPORTED_HOST}, the oldest that is supported`, "claude update");
  const newer =
    Bun.semver.order(version, NEWEST_TESTED_HOST) > 0
      ? `, newer than ${NEWEST_TESTED_HOST}, with which this is tested`
      : "";
  return [ok(HOST, `${version}${newer} (${named})`), await loads(input, named, env)];
};

/** Whether the person has switched the hooks off. */
export const hooksCheckup: Checkup = async ({ env }) =>
  env.MULTI_AI_OFF === "1" ? [error("Hooks", "MULTI_AI_OFF=1 silences every one of them", "unset MULTI_AI_OFF")] : [];

/** The host's sandbox, in which a run without a session has the commands of its agents, and a session where the person says so. */
export const fenceCheckup: Checkup = async ({ env, project }) => {
  const lack = fenceLack(env, project);
  const inSessions = sandboxIsOn(env, project) ? "in sessions as well" : `in sessions not: ${here("setup fence")}`;
  return lack === null
    ? [ok("Fence", `commands of agents run in Claude Code's sandbox, in runs without a session; ${inSessions}`)]
    : [warning("Fence", `none around the commands of agents: ${lack.why}`, lack.remedy)];
};

/** Has the host itself load the plugin and list what it took; no model is called. */
async function loads({ plugin, project, env }: CheckupInput, claude: string, hostEnv: Env): Promise<Finding> {
  const name = "Plugin";
  const installed = pluginIsInstalled(env, project);
  const asked = await runProcess({
    command: claude,
    args: [...leftOut(env, project).args, ...(installed ? [] : ["--plugin-dir", plugin]), "plugin", "details", PLUGIN],
    cwd: project,
    env: { ...hostEnv, DISABLE_AUTOUPDATER: "1", CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1" },
    timeoutMs: LIMIT_MS,
  });
  const hooks = Number(/Hooks \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const agents = Number(/Agents \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const how = installed ? "installed" : `not installed here; run starts Claude Code with --plugin-dir ${plugin}`;
  if (asked.exitCode !== 0)
    return warning(name, "Claude Code did not list it", "type /plugin in Claude Code to see whether it is loaded");
  const found = `version ${VERSION}: Claude Code loads ${agents} agents and hooks for ${hooks} events (${how})`;
  return hooks > 0 && agents > 0
    ? ok(name, found)
    : error(name, found, `install the plugin again: /plugin install ${PLUGIN}@${PLUGIN}`);
}

/** External models: those that a gate of a workflow names, that the settings name or that are set up here, and the others. */
export const providersCheckup: Checkup = async ({ env, project }) => {
  const read = await readSettings(project, env);
  // Nothing is asked here, so what the person has not approved yet is shown, too.
  const own = (read.ok && (read.waiting?.whole ?? read.settings).providers) || {};
  const named = new Set(WORKFLOW_NAMES.flatMap((workflow) => [...gatesByProvider(workflow).keys()]));
  const here = apart(env, project);
  const findings: Finding[] = [];
  const others: Provider[] = [];
  for (const provider of allProviders(own)) {
    const isNamed = named.has(provider.id);
    const isWanted = isNamed || Object.hasOwn(own, provider.id);
    // A server of one's own is there only where the settings say so.
    const isOff = !isWanted && !provider.keys.some((key) => here[key]);
    if (isOff) others.push(provider);
    else findings.push(await providerFinding(provider, here, isNamed));
  }
  for (const id of Object.keys(own))
    if (!allProviders(own).some((one) => one.id === id))
      findings.push(error(id, `providers.${id}: it is none of the plugin's, and has no base_url`, "give it one"));
  const rest = others.map(({ title, setup }) => `${title} (${setup})`).join("; ");
  return [...findings, ...(rest === "" ? [] : [ok("Other models", `not set up here: ${rest}`)])];
};

async function providerFinding(provider: Provider, env: Env, isNamed: boolean): Promise<Finding> {
  const { title: name } = provider;
  const state = await provider.probe(env);
  if (!state.ok) {
    const then = isNamed ? `: the run will ask at the reviews by ${name} whether another reviewer takes over` : "";
    return warning(name, `${state.problem}${then}`, state.remedy);
  }
  const model = provider.model === null ? "no model named" : `model ${provider.model}`;
  return ok(name, provider.program === null ? `${state.found}, ${model}, ${provider.baseUrl}` : state.found);
}
