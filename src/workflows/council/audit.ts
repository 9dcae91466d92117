import { closeSync, constants, type Dir, type Dirent, opendirSync, readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apart } from "../../process/path.ts";
import { runProcess } from "../../process/run.ts";
import { denyList, type IsSecret } from "../../project/deny-list.ts";
import { hasGit, placesOf, runGit } from "../../project/git.ts";
import { leftBehind } from "../../project/left-behind.ts";
import type { Mask } from "../../project/mask.ts";
import { maskOfProject } from "../../project/secrets.ts";
import { openRegular, readRange } from "../../store/disk.ts";
import { clean, cut, oneLine } from "../../text.ts";
import type { Check } from "../contract.ts";
import { HOST_AUDIT, refinedOf } from "./pm-record.ts";
import { textsOf } from "./refine.ts";

/**
 * What the program finds out about the machine and the project before a model is asked: nothing here is a model's word.
 * Everything is bounded in entries, bytes and time, reads no file that the deny list names, and starts no program of the
 * project.
 */

export interface HostAudit {
  project: { path: string; git: boolean; readable: boolean };
  /** In bytes; null where the system does not tell. */
  disk: { free: number; total: number } | null;
  /** TCP ports on which something listens, ascending; null where the system does not tell. */
  ports: number[] | null;
  tools: { name: string; version: string }[];
  /** Running services by name; null where no service manager answers. */
  services: string[] | null;
  /** Folders below the project whose names have words of the request. */
  folders: { path: string; words: string[] }[];
  /** Files and folders down to depth 2; a folder ends with a slash. */
  tree: string[];
  /** The newest first: hash, day, subject. */
  commits: string[];
  /** The beginnings of READMEs and manifests. */
  texts: { path: string; text: string }[];
  problems: string[];
}

/** Bounds; time in milliseconds. */
const LIMITS = {
  tool: 4_000,
  git: 5_000,
  /** For all looking through folders together. */
  walk: 5_000,
  /** Entries that are looked at in all, and of one folder. */
  entries: 20_000,
  inFolder: 2_000,
  depth: 6,
  folders: 30,
  tree: 400,
  shownInFolder: 60,
  texts: 12,
  textBytes: 16_384,
  textChars: 800,
  commits: 15,
  services: 60,
  words: 200,
  /** Shorter values of the environment occur in ordinary words. */
  secret: 8,
};
type AuditLimits = typeof LIMITS;

/** Programs that a plan may build on, with the argument that makes them tell their version. */
const TOOLS: Record<string, string> = {
  ...{ git: "--version", node: "--version", npm: "--version", pnpm: "--version", yarn: "--version" },
  ...{ bun: "--version", deno: "--version", python3: "--version", python: "--version", pip3: "--version" },
  ...{ uv: "--version", go: "version", cargo: "--version", rustc: "--version", java: "-version", ruby: "--version" },
  ...{ php: "--version", dotnet: "--version", docker: "--version", make: "--version", gcc: "--version" },
  ...{ sqlite3: "--version", psql: "--version" },
};

/** Against version managers that would download a tool when it is asked for its version. */
const NO_DOWNLOADS = { GOTOOLCHAIN: "local", RUSTUP_AUTO_INSTALL: "0", COREPACK_ENABLE_NETWORK: "0" };

type Env = Record<string, string | undefined>;

interface Looking {
  root: string;
  limits: AuditLimits;
  isSecret: IsSecret;
  problems: string[];
}

/** What one trip through the folders may still look at. */
interface Budget {
  entries: number;
  until: number;
}

const SKIPPED = new Set([
  ...[".git", ".hg", ".svn", ".task", "node_modules", "bower_components", "vendor", "site-packages", "__pycache__"],
  ...["venv", ".venv", ".cache", ".idea", ".gradle", ".terraform", ".direnv", "target", "dist", "coverage"],
]);

/** A name as a text may show it. */
const plainName = (name: string): boolean => name === oneLine(name) && !name.includes("\uFFFD");

/** The entries of a folder, sorted, dependencies and caches left out; a link is an entry and never followed. */
function entriesOf(looking: Looking, path: string, budget: Budget): Dirent[] {
  let folder: Dir;
  try {
    folder = opendirSync(join(looking.root, path));
  } catch (error) {
    note(looking, `${path === "" ? "the project" : shownPath(path)} could not be listed (${codeOf(error)})`);
    return [];
  }
  const found: Dirent[] = [];
  let more = false;
  let odd = 0;
  try {
    for (let one = folder.readSync(); one !== null; one = folder.readSync()) {
      more = found.length >= looking.limits.inFolder || --budget.entries < 0 || performance.now() > budget.until;
      if (more) break;
      if (!plainName(one.name)) odd++;
      else if (one.name !== ".git" && (!SKIPPED.has(one.name) || !one.isDirectory())) found.push(one);
    }
  } catch (error) {
    note(looking, `${shownPath(path)} could not be listed (${codeOf(error)})`);
  } finally {
    folder.closeSync();
  }
  const where = path === "" ? "the project" : shownPath(path);
  if (odd > 0) note(looking, `${where} has ${odd} names with characters that cannot be shown: left out`);
  if (more) note(looking, `${where} has more entries than are looked at`);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const MAX_NOTES = 30;
const note = ({ problems }: Looking, text: string): void => {
  if (problems.length < MAX_NOTES) problems.push(text);
};
const shownPath = (path: string): string => cut(path, 200);
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

const within = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/** Files and folders down to depth 2. */
function treeOf(looking: Looking, budget: Budget): string[] {
  const { limits } = looking;
  const isLeft = leftBehind(looking.root);
  const lines: string[] = [];
  const add = (path: string, entry: Dirent): void => {
    lines.push(entry.isDirectory() ? `${path}/` : entry.isSymbolicLink() ? `${path} (link)` : path);
  };
  const below = (folder: string): Dirent[] => {
    const all = entriesOf(looking, folder, budget).filter(
      (one) => !one.isDirectory() || !isLeft(within(folder, one.name), true),
    );
    if (all.length > limits.shownInFolder)
      note(
        looking,
        `${folder === "" ? "the project" : shownPath(folder)}: ${all.length - limits.shownInFolder} entries are not in the tree`,
      );
    return all.slice(0, limits.shownInFolder);
  };
  for (const top of below("")) {
    add(top.name, top);
    if (top.isDirectory()) for (const one of below(top.name)) add(`${top.name}/${one.name}`, one);
  }
  if (lines.length > limits.tree) note(looking, `the tree has ${lines.length - limits.tree} more entries`);
  return lines.slice(0, limits.tree);
}

/** Words that say nothing about which folder is meant. */
const COMMON = new Set(
  "about after also another because been before both build change code could create each every file files folder from have into like made make more must need only other project should some such than that their them then there these they this those through under using want were what when where which while will with without would".split(
    " ",
  ),
);

const stem = (word: string): string => (word.length > 4 && word.endsWith("s") ? word.slice(0, -1) : word);

/** Words of a text in lower case, without those that every request has. */
function wordsOf(text: string, most = LIMITS.words): Set<string> {
  const found = new Set<string>();
  const parted = text.slice(0, 100_000).replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2");
  for (const [word] of parted.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (found.size >= most) break;
    if ((word.length >= 4 || (word.length >= 2 && /[^\p{ASCII}]/u.test(word))) && !COMMON.has(word))
      found.add(stem(word));
  }
  return found;
}

/** Folders of the project whose names have words of the request, the upper ones first. */
function foldersOf(looking: Looking, request: string, budget: Budget): HostAudit["folders"] {
  const { limits, root } = looking;
  const wanted = wordsOf(request, limits.words);
  const isLeft = leftBehind(root);
  const found: HostAudit["folders"] = [];
  let level = [""];
  for (let depth = 1; depth <= limits.depth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (budget.entries < 0 || performance.now() > budget.until) return found;
      for (const entry of entriesOf(looking, folder, budget)) {
        const path = within(folder, entry.name);
        if (!entry.isDirectory() || isLeft(path, true)) continue;
        next.push(path);
        const words = [...wordsOf(entry.name, limits.words)].filter((word) => wanted.has(word));
        if (words.length > 0 && found.length < limits.folders) found.push({ path, words });
      }
    }
    level = next;
  }
  return found;
}

const README = /^readme(?:\.\w{1,10})?$/i;
const MANIFEST =
  /^(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|pipfile|cargo\.toml|go\.mod|composer\.json|gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|makefile|dockerfile|(?:docker-)?compose\.ya?ml|[^/]+\.csproj|main\.py)$/i;

/** The beginnings of READMEs and manifests of these folders. */
function textsIn(looking: Looking, folders: readonly string[], budget: Budget, mask: Mask): HostAudit["texts"] {
  const { limits, root, isSecret } = looking;
  const texts: HostAudit["texts"] = [];
  for (const folder of folders)
    for (const entry of entriesOf(looking, folder, budget)) {
      if (!entry.isFile() || !(README.test(entry.name) || MANIFEST.test(entry.name))) continue;
      const path = within(folder, entry.name);
      if (isSecret(path)) note(looking, `${shownPath(path)} was not read: it matches the deny list`);
      else if (texts.length >= limits.texts) return texts;
      else {
        const text = beginningOf(join(root, path), limits, mask);
        if (text === null) note(looking, `${shownPath(path)} could not be read as text`);
        else texts.push({ path, text });
      }
    }
  return texts;
}

/** The beginning of a text file, masked before it is cut; null where it is none, or cannot be read. */
function beginningOf(file: string, limits: AuditLimits, mask: Mask): string | null {
  let fd: number | null = null;
  try {
    fd = openRegular(file, constants.O_RDONLY);
    if (fd === null) return null;
    const bytes = readRange(fd, 0, limits.textBytes);
    if (bytes.includes(0)) return null;
    // A value may go on behind what was read: the second piece says so.
    const [text = ""] = mask([new TextDecoder().decode(bytes), ""]);
    return clean([...text.replaceAll("\r\n", "\n")].slice(0, limits.textChars).join(""));
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** The newest commits that touch the project; none where git is not there or has none. */
function commitsOf({ root, limits, problems }: Looking): { git: boolean; commits: string[] } {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null) return { git: false, commits: [] };
  const format = ["log", `--max-count=${limits.commits}`, "--no-color", "--date=short", "--format=%h %ad %s"];
  const run = runGit([...format, ...(places.prefix === "" ? [] : ["--", "."])], {
    cwd: root,
    timeout: limits.git,
    maxBytes: 262_144,
  });
  if (!run.ok && !/does not have any commits/.test(run.err))
    problems.push(`git log: ${run.problem === "exit" ? cut(oneLine(run.err), 200) : run.problem}`);
  const lines = run.ok ? run.out.toString().split("\n").filter(Boolean) : [];
  return { git: true, commits: lines.slice(0, limits.commits).map((one) => cut(oneLine(one), 200)) };
}

/** Ports of `/proc/net/tcp` in state LISTEN. */
const portsInTable = (table: string): number[] =>
  table.split("\n").flatMap((line) => {
    const [, port] = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /.exec(line) ?? [];
    return port === undefined ? [] : [Number.parseInt(port, 16)];
  });

/** Ports in what `lsof -Fn` prints. */
const portsInList = (list: string): number[] =>
  list.split("\n").flatMap((line) => {
    const [, port] = /^n.*:(\d{1,5})$/.exec(line) ?? [];
    return port === undefined ? [] : [Number(port)];
  });

type Start = (command: string, args: string[]) => ReturnType<typeof runProcess>;

async function portsOf(start: Start): Promise<number[] | null> {
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      return [];
    }
  });
  const ascending = (ports: number[]): number[] => [...new Set(ports)].sort((a, b) => a - b);
  if (tables.length > 0) return ascending(tables.flatMap(portsInTable));
  const listed = await start("lsof", ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fn"]);
  // It ends with 1 where nothing listens.
  return listed.outcome === "exited" && (listed.exitCode === 0 || listed.stderr.trim() === "")
    ? ascending(portsInList(listed.stdout))
    : null;
}

async function toolsOf(start: Start): Promise<HostAudit["tools"]> {
  const asked = await Promise.all(
    Object.entries(TOOLS).map(async ([name, argument]) => {
      const { outcome, exitCode, stdout, stderr } = await start(name, [argument]);
      const said = oneLine((stdout.trim() || stderr.trim()).split("\n", 1)[0]!.slice(0, 1_000));
      const version = outcome === "exited" && exitCode === 0 ? /\d+(?:\.\d+)+[\w.+-]*/.exec(said)?.[0] : undefined;
      return version === undefined ? [] : [{ name, version: cut(version, 40) }];
    }),
  );
  return asked.flat();
}

async function servicesOf(start: Start, most: number): Promise<string[] | null> {
  const { outcome, exitCode, stdout } = await start("systemctl", [
    ...["list-units", "--type=service", "--state=running", "--plain", "--no-legend", "--no-pager"],
  ]);
  if (outcome !== "exited" || exitCode !== 0) return null;
  return stdout
    .split("\n")
    .flatMap((line) => /^([\w@.:\\-]+)\.service\s/.exec(line)?.[1] ?? [])
    .slice(0, most);
}

function diskOf(root: string): HostAudit["disk"] {
  try {
    const { bavail, blocks, bsize } = statfsSync(root);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}

/** Why a folder cannot be listed; null: it can. */
function unreadableWhy(root: string): string | null {
  try {
    opendirSync(root).closeSync();
    return null;
  } catch (error) {
    return `the project's folder ${root} cannot be read (${codeOf(error)})`;
  }
}

export interface AuditRequest {
  root: string;
  /** Whose words name folders. */
  request: string;
  /** Globs of the settings whose files are not read. */
  secrets: readonly string[];
  env: Env;
  signal: AbortSignal;
  limits?: Partial<AuditLimits>;
}

/** Looks at machine and project. What does not answer is left out; what was cut off or refused is named in `problems`. */
export async function auditHost(asked: AuditRequest): Promise<HostAudit> {
  const { root, env, signal } = asked;
  const limits = { ...LIMITS, ...asked.limits };
  const unreadable = unreadableWhy(root);
  if (unreadable !== null) return nothingSeen(root, unreadable);
  const looking: Looking = { root, limits, isSecret: denyList(asked.secrets), problems: [] };
  // In the folder for temporary files: a version manager would take what the project's files name.
  const start: Start = (command, args) =>
    runProcess({
      ...{ command, args, cwd: tmpdir(), env: { ...apart(env, root), ...NO_DOWNLOADS, LC_ALL: "C" } },
      ...{ timeoutMs: limits.tool, killGraceMs: 500, maxOutputBytes: 65_536, signal },
    });
  const [tools, ports, services] = await Promise.all([
    toolsOf(start),
    portsOf(start),
    servicesOf(start, limits.services),
  ]);
  const mask = maskOfProject(root, env, limits.secret);
  const masked = (text: string): string => mask([text]).join("");
  const budget = (): Budget => ({ entries: limits.entries, until: performance.now() + limits.walk });
  const tree = treeOf(looking, budget());
  const folders = foldersOf(looking, asked.request, budget());
  const { git, commits } = commitsOf(looking);
  const texts = textsIn(looking, ["", ...folders.map((one) => one.path)], budget(), mask);
  return {
    project: { path: root, git, readable: true },
    disk: diskOf(root),
    ports,
    tools,
    services,
    folders: folders.map(({ path, words }) => ({ path: masked(path), words })),
    tree: tree.map(masked),
    commits: commits.map(masked),
    texts: texts.map(({ path, text }) => ({ path: masked(path), text })),
    problems: [...new Set(looking.problems)].map(masked),
  };
}

const nothingSeen = (root: string, problem: string): HostAudit => ({
  project: { path: root, git: false, readable: false },
  ...{ disk: null, ports: null, tools: [], services: null, folders: [], tree: [], commits: [], texts: [] },
  problems: [problem],
});

/** The words of the request, and of what the refiner made of it. */
export const hostAudit: Check = async ({ project, run }, _task, signal) => {
  const refined = refinedOf(project, run);
  const record = await auditHost({
    root: project.root,
    request: [run.request.text, ...(refined === null ? [] : textsOf(refined))].join("\n"),
    secrets: run.settings.secrets,
    env: process.env,
    signal,
  });
  return {
    outcome: record.project.readable ? "pass" : "fail",
    tree: null,
    facts: { git: record.project.git },
    record: { check: HOST_AUDIT, ...record },
  };
};
