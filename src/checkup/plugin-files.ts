import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../version.ts";
import { type Checkup, error, ok } from "../workflows/contract/checkup.ts";
import { allStarts, allWorkflows } from "../workflows/index.ts";

const AGAIN = "install the plugin again, or restore its files with git";

/** The fields of a markdown file's frontmatter; null when there is none. */
export function frontmatter(text: string): Record<string, string> | null {
  const head = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text)?.[1];
  if (head === undefined) return null;
  const rows = [...head.matchAll(/^([A-Za-z-]+):[ \t]*(.*)$/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name!, value!.trim()]));
}

/** Markdown of a folder of the plugin by path; empty without that folder. */
function markdownIn(plugin: string, folder: string): string[] {
  const path = join(plugin, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file))
    .sort();
}

/** Fields that the host or the program needs, per folder. */
const NEEDED: Record<string, string[]> = {
  commands: ["description"],
  agents: ["name", "description", "model", "tools"],
  skills: ["name", "description"],
  prompts: [],
};

function problemOf(plugin: string, folder: string, file: string): string[] {
  let text: string;
  try {
    text = readFileSync(join(plugin, file), "utf8");
  } catch (problem) {
    return [`${file} cannot be read (${(problem as NodeJS.ErrnoException).code})`];
  }
  if (text.trim() === "") return [`${file} is empty`];
  const needed = NEEDED[folder]!;
  // Files beside a skill are its own business.
  if (needed.length === 0 || (folder === "skills" && !file.endsWith("SKILL.md"))) return [];
  const fields = frontmatter(text);
  if (fields === null) return [`${file} has no frontmatter`];
  const missing = needed.filter((name) => !fields[name]);
  return missing.length === 0 ? [] : [`${file} lacks ${missing.join(", ")}`];
}

/** The agents that some workflow dispatches. */
function dispatchedAgents(): Set<string> {
  const names = new Set<string>();
  JSON.stringify(allWorkflows(), (key, value) => {
    if (key === "agent" && typeof value === "string") names.add(value);
    return value;
  });
  return names;
}

/** Every markdown file that the host reads, and every agent that a workflow names. */
export const markdownCheckup: Checkup = async ({ plugin }) => {
  const name = "Markdown";
  const files = Object.keys(NEEDED).flatMap((folder) => markdownIn(plugin, folder).map((file) => ({ folder, file })));
  const problems = files.flatMap(({ folder, file }) => problemOf(plugin, folder, file));
  for (const agent of dispatchedAgents())
    if (!files.some(({ file }) => file === join("agents", `${agent}.md`)))
      problems.push(`agents/${agent}.md is missing`);
  for (const name of Object.keys(allStarts())) {
    const start = join("commands", `${name}.md`);
    if (!files.some(({ file }) => file === start)) problems.push(`${start} is missing`);
  }
  return problems.length === 0
    ? [ok(name, `${files.length} commands, agents, skills and prompts are readable`)]
    : problems.map((problem) => error(name, problem, AGAIN));
};

const BUILT = ["src/hook.ts", "src/orchestrator.ts", "src/program.ts"];
const MANIFESTS = ["package.json", "plugin.json", ".claude-plugin/plugin.json"];

/** What is built is there, and every manifest names the version of this program. */
export const builtCheckup: Checkup = async ({ plugin }) => {
  const name = "Built files";
  const problems: string[] = [];
  for (const file of [...BUILT, "hooks/guard.sh", "hooks/no-run.sh", "hooks/find-bun.sh", "hooks/hooks.json"])
    if (!existsSync(join(plugin, file))) problems.push(`${file} is missing`);
  for (const file of MANIFESTS) {
    const version = versionIn(join(plugin, file));
    if (version !== VERSION) problems.push(`${file} names version ${version ?? "none"}, this program is ${VERSION}`);
  }
  return problems.length === 0
    ? [ok(name, `version ${VERSION} everywhere`)]
    : problems.map((problem) => error(name, problem, AGAIN));
};

function versionIn(file: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}
