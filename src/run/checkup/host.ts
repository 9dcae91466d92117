import { tmpdir } from "node:os";
import {
  findClaude,
  hooksAreOff,
  hostEnvironment,
  isLoggedIn,
  NEWEST_TESTED_HOST,
  OFFLINE,
  OLDEST_SUPPORTED_HOST,
  pluginIsInstalled,
  pluginRoot,
  SAYING_MS,
  unreadSettings,
} from "../../host/program.ts";
import { PLUGIN } from "../../plugin.ts";
import { runProcess } from "../../process/run.ts";
import { hostAmong, processAncestors } from "../../process/table.ts";
import { given } from "../../text.ts";
import { VERSION } from "../../version.ts";
import { error, type Found, ok, warning } from "./finding.ts";
import type { Checkup } from "./index.ts";

/** Claude Code, where this program starts it. */

const find = ({ claude, env, project }: Checkup) => findClaude(claude, env, project.root);

/** Whether there is one, and its hooks run. */
export function hostFound(look: Checkup): Found[] {
  const named = find(look);
  const { claude, env, project } = look;
  const above = named === null && claude === null ? hostAmong(processAncestors()) : null;
  const lack =
    claude === null
      ? "Claude Code was not found on PATH; one in the project or in a node_modules folder does not count"
      : `Claude Code was not found: ${claude} is not a program`;
  const cure =
    "install it (npm install -g @anthropic-ai/claude-code), or name it with --claude <path>";
  const program =
    named !== null
      ? []
      : above !== null && look.start === null
        ? [
            warning(
              `Claude Code runs this (process ${above.pid}) and is not on PATH, so that runs start in its sessions alone`,
              "name it with --claude <path>",
            ),
          ]
        : [error(lack, cure)];
  const hooks = given(
    hooksAreOff(env, project.root),
    error(
      "Hooks are off, and agents would work without any rules",
      env.MULTI_AI_OFF === "1"
        ? "unset MULTI_AI_OFF"
        : "take disableAllHooks and allowManagedHooksOnly out of Claude Code's settings",
    ),
  );
  return [...program, ...hooks.map((one) => ({ ...one, name: "Hooks" }))];
}

/** What the program says of itself: its version, a login, and what it loads of the plugin. */
export async function hostSays(look: Checkup): Promise<Found[]> {
  const command = find(look);
  if (command === null) return [];
  const env = hostEnvironment(look.env, pluginRoot());
  const says = await runProcess({
    ...{ command, args: ["--version"], cwd: tmpdir(), env, timeoutMs: SAYING_MS },
  });
  const version = /^(\d+\.\d+\.\d+)\b.*Claude Code/.exec(says.stdout)?.[1];
  if (says.exitCode !== 0 || version === undefined)
    return [
      error(
        `${command} does not print a version of Claude Code`,
        `run ${command} --version in a terminal to see why`,
      ),
    ];
  if (Bun.semver.order(version, OLDEST_SUPPORTED_HOST) < 0)
    return [
      error(
        `${version} is older than ${OLDEST_SUPPORTED_HOST}, the oldest that is supported`,
        "claude update",
      ),
    ];
  const newer =
    Bun.semver.order(version, NEWEST_TESTED_HOST) > 0
      ? `, newer than ${NEWEST_TESTED_HOST}, the newest tested version`
      : "";
  return [
    ok(`${version}${newer} (${command})`),
    ...(await login(command, env)),
    await loads(look, command, env),
  ];
}

async function login(command: string, env: Checkup["env"]): Promise<Found[]> {
  const isThere = await isLoggedIn(command, env);
  if (isThere === null) return [];
  const remedy = `${command} auth login, or set ANTHROPIC_API_KEY`;
  const found = isThere
    ? ok("Claude Code is logged in")
    : error("Claude Code is not logged in, so no agent can work", remedy);
  return [{ ...found, name: "Login" }];
}

/** Has the host itself load the plugin and list what it took; no model is called. */
async function loads(
  { env, project }: Checkup,
  command: string,
  own: Checkup["env"],
): Promise<Found> {
  const name = "Plugin";
  const installed = pluginIsInstalled(env, project.root);
  const folder = ["--plugin-dir", pluginRoot()];
  const asked = await runProcess({
    command,
    args: [
      ...unreadSettings(env, project.root).args,
      ...(installed ? [] : folder),
      ...["plugin", "details", PLUGIN],
    ],
    cwd: project.root,
    env: { ...own, ...OFFLINE },
    timeoutMs: SAYING_MS,
  });
  if (asked.exitCode !== 0)
    return {
      name,
      ...warning(
        "Claude Code did not list it",
        "type /plugin in Claude Code to see whether it is loaded",
      ),
    };
  const [hooks, agents] = [/Hooks \((\d+)\)/, /Agents \((\d+)\)/].map((count) =>
    Number(count.exec(asked.stdout)?.[1] ?? 0),
  );
  const how = installed
    ? "installed"
    : `not installed here; run starts Claude Code with ${folder.join(" ")}`;
  const found = `version ${VERSION}: Claude Code loads ${agents} agents and hooks for ${hooks} events (${how})`;
  return {
    name,
    ...(hooks && agents
      ? ok(found)
      : error(found, `install the plugin again: /plugin install ${PLUGIN}@${PLUGIN}`)),
  };
}
