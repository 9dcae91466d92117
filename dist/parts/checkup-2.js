// @bun
import {
  SETTINGS_FILE
} from "./s60.js";
import {
  runIn,
  ok,
  warning,
  error
} from "./s233.js";
import {
  globSet
} from "./s18.js";

// src/workflows/team/checkup.ts
import { existsSync } from "fs";
import { join } from "path";
var {Glob } = globalThis.Bun;
var MAX_FILES = 50000;
async function filesOf(input) {
  const listed = await runIn(input, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  if (listed.exitCode === 0)
    return listed.stdout.split("\x00").filter((path) => path !== "");
  const files = [];
  for await (const path of new Glob("**/*").scan({ cwd: input.project, dot: true })) {
    if (/(?:^|\/)(?:node_modules|\.git)\//.test(path))
      continue;
    if (files.push(path) >= MAX_FILES)
      return null;
  }
  return files;
}
async function areaFindings(input, { areas }) {
  if (areas === undefined)
    return [];
  const name = "Areas";
  const files = await filesOf(input);
  if (files === null)
    return [
      warning(name, "the project has too many files to be looked at without git", "git init, if you want its history")
    ];
  const empty = Object.entries(areas).filter(([, globs]) => !files.some(globSet(globs)));
  if (empty.length === 0)
    return [ok(name, `${Object.keys(areas).join(", ")}: each has files`)];
  return empty.map(([area, globs]) => warning(name, `area "${area}" (${globs.join(", ")}) matches no file`, `mend its globs in ${SETTINGS_FILE}, unless its first files come with the feature`));
}
async function worktreeFindings(input, { team }) {
  if (team?.profile !== "app_worktree")
    return [];
  const name = "Worktrees";
  const remedy = `git init and a first commit, or "profile": "local" in ${SETTINGS_FILE}`;
  const head = await runIn(input, "git", "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  if (head.exitCode === 0)
    return [ok(name, "areas are built in worktrees of their own")];
  const version = await runIn(input, "git", "--version");
  const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
  const found = version.exitCode !== 0 ? "git was not found" : inside.exitCode !== 0 ? `${input.project} is no git repository` : "the repository has no commit";
  return [error(name, `${found}: areas cannot be built in worktrees (profile app_worktree)`, remedy)];
}
async function deployFindings(input, { deploy }) {
  const name = "Deploy";
  if (deploy?.adapter === "none" && deploy.command !== undefined)
    return [
      warning(name, 'deploy.command is never run: the adapter is "none"', 'set deploy.adapter to "command" to deploy by it')
    ];
  if (deploy === undefined || deploy.adapter === "none")
    return [];
  const { adapter, compose_file, runbook } = deploy;
  const missing = [compose_file, runbook].filter((path) => path !== undefined && !existsSync(join(input.project, path)));
  const findings = missing.map((path) => warning(name, `${path} is not there`, `mend "deploy" in ${SETTINGS_FILE}`));
  if (adapter === "docker-compose") {
    const asked = await runIn(input, "docker", "compose", "version");
    if (asked.exitCode !== 0)
      findings.push(warning(name, asked.outcome === "not_found" || asked.outcome === "spawn_failed" ? "docker was not found: a deployment fails" : `docker compose does not answer: ${asked.stderr.trim().split(`
`).at(-1)?.slice(0, 200) || asked.outcome}`, `install Docker with Compose, or set deploy.adapter in ${SETTINGS_FILE} to "command" or "none"`));
  }
  return findings.length > 0 ? findings : [ok(name, `with ${adapter}, to ${deploy.environment}`)];
}
async function teamCheckup(input, settings) {
  const all = [areaFindings, worktreeFindings, deployFindings];
  return (await Promise.all(all.map((findings) => findings(input, settings)))).flat();
}
export {
  teamCheckup
};
