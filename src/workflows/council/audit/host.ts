import { type Dirent, readdirSync, readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apart } from "../../../process/path.ts";
import { runProcess } from "../../../process/run.ts";
import { denyList } from "../../../project/deny-list.ts";
import { hasGit, placesOf, runGit } from "../../../project/git.ts";
import { leftBehind } from "../../../project/left-behind.ts";
import type { Mask } from "../../../project/mask.ts";
import { maskOfProject } from "../../../project/secrets.ts";
import { readPlain } from "../../../store/plain-file.ts";
import { clean, cut, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { HOST_AUDIT, refinedOf } from "./record.ts";
import { textsOf } from "./refine.ts";

/** Bounds; time in milliseconds. */
const LIMITS = {
  program: 4_000,
  walk: 5_000,
  entries: 20_000,
  depth: 6,
  folders: 30,
  tree: 400,
  texts: 12,
  textBytes: 262_144,
  textChars: 800,
  commits: 15,
  services: 60,
  /** Shorter values of the environment occur in ordinary words. */
  secret: 8,
};

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

const SKIPPED = new Set([
  ...[".git", ".hg", ".svn", ".task", "node_modules", "bower_components", "vendor", "site-packages", "__pycache__"],
  ...["venv", ".venv", ".cache", ".idea", ".gradle", ".terraform", ".direnv", "target", "dist", "coverage"],
]);

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

interface Entry {
  path: string;
  of: Dirent;
}

/** The folder that an entry lies in; "" is the project. */
const folderOf = ({ path }: Entry): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** What lies in the project, upper folders first, without dependencies and caches; a link is an entry and never followed. */
function entriesOf(root: string, problems: string[]): Entry[] {
  const isLeft = leftBehind(root);
  const until = performance.now() + LIMITS.walk;
  const found: Entry[] = [];
  let level = [""];
  for (let depth = 1; depth <= LIMITS.depth; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      let names: Dirent[] = [];
      try {
        names = readdirSync(join(root, folder), { withFileTypes: true });
      } catch (error) {
        problems.push(`${folder} could not be listed (${codeOf(error)})`);
      }
      for (const of of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const { name } = of;
        const path = folder === "" ? name : `${folder}/${name}`;
        const isSkipped = of.isDirectory() ? SKIPPED.has(name) || isLeft(path, true) : name === ".git";
        // A name that no text can show is none that a plan could name.
        if (isSkipped || name !== oneLine(name)) continue;
        if (found.length >= LIMITS.entries || performance.now() > until) {
          problems.push("the project has more entries than are looked at");
          return found;
        }
        found.push({ path, of });
        if (of.isDirectory()) next.push(path);
      }
    }
    level = next;
  }
  return found;
}

/** Files and folders down to depth 2, each folder before what is in it. */
function treeOf(entries: readonly Entry[], problems: string[]): string[] {
  const upper = entries.filter((one) => !folderOf(one).includes("/")).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (upper.length > LIMITS.tree) problems.push(`the tree has ${upper.length - LIMITS.tree} more entries`);
  return upper
    .slice(0, LIMITS.tree)
    .map(({ path, of }) => (of.isDirectory() ? `${path}/` : of.isSymbolicLink() ? `${path} (link)` : path));
}

/** Words that say nothing about which folder is meant. */
const COMMON = new Set(
  "about after also another because been before both build change code could create each every file files folder from have into like made make more must need only other project should some such than that their them then there these they this those through under using want were what when where which while will with without would".split(
    " ",
  ),
);

/** Words of a text in lower case, without those that every request has. */
function wordsOf(text: string): Set<string> {
  const parted = text.replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2").toLowerCase();
  const words = parted.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((one) => one.length >= 4 && !COMMON.has(one)).map((one) => one.replace(/s$/, "")));
}

/** Folders of the project whose names have words of the request, the upper ones first. */
function foldersOf(entries: readonly Entry[], request: string) {
  const wanted = wordsOf(request);
  return entries
    .flatMap(({ path, of }) => {
      const words = of.isDirectory() ? [...wordsOf(of.name).intersection(wanted)] : [];
      return words.length > 0 ? [{ path, words }] : [];
    })
    .slice(0, LIMITS.folders);
}

const TOLD =
  /^(?:readme(?:\.\w{1,10})?|package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|pipfile|cargo\.toml|go\.mod|composer\.json|gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|makefile|dockerfile|(?:docker-)?compose\.ya?ml|[^/]+\.csproj|main\.py)$/i;

/** The beginnings of READMEs and manifests among these, masked before they are cut. */
const textsIn = (root: string, entries: readonly Entry[], mask: Mask) =>
  entries
    .flatMap(({ path }) => {
      const bytes = readPlain(join(root, path), LIMITS.textBytes);
      if (bytes === null || bytes.includes(0)) return [];
      const text = mask(bytes.toString()).replaceAll("\r\n", "\n");
      return [{ path, text: clean([...text].slice(0, LIMITS.textChars).join("")) }];
    })
    .slice(0, LIMITS.texts);

/** The newest commits that touch the project; none where git is not there or has none. */
function commitsOf(root: string): { git: boolean; commits: string[] } {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null) return { git: false, commits: [] };
  const format = ["log", `--max-count=${LIMITS.commits}`, "--no-color", "--date=short", "--format=%h %ad %s"];
  const run = runGit([...format, ...(places.prefix === "" ? [] : ["--", "."])], {
    ...{ cwd: root, timeout: LIMITS.program, maxBytes: 262_144 },
  });
  const lines = run.ok ? run.out.toString().split("\n").filter(Boolean) : [];
  return { git: true, commits: lines.map((one) => cut(oneLine(one), 200)) };
}

type Start = (command: string, args: string[]) => ReturnType<typeof runProcess>;

async function portsOf(start: Start): Promise<number[] | null> {
  const portsIn = (text: string, form: RegExp, base: number): number[] =>
    [...new Set([...text.matchAll(form)].map(([, port]) => Number.parseInt(port!, base)))].sort((a, b) => a - b);
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      return [];
    }
  });
  // In state LISTEN.
  const open = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm;
  if (tables.length > 0) return portsIn(tables.join("\n"), open, 16);
  const { outcome, stdout, stderr } = await start("lsof", ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fn"]);
  if (outcome !== "exited" || stderr.trim() !== "") return null;
  return portsIn(stdout, /^n.*:(\d{1,5})$/gm, 10);
}

async function toolsOf(start: Start) {
  const asked = await Promise.all(
    Object.entries(TOOLS).map(async ([name, argument]) => {
      const { outcome, exitCode, stdout, stderr } = await start(name, [argument]);
      const firstLine = oneLine((stdout.trim() || stderr.trim()).split("\n", 1)[0]!.slice(0, 1_000));
      const version = outcome === "exited" && exitCode === 0 ? /\d+(?:\.\d+)+[\w.+-]*/.exec(firstLine)?.[0] : undefined;
      return version === undefined ? [] : [{ name, version: cut(version, 40) }];
    }),
  );
  return asked.flat();
}

async function servicesOf(start: Start): Promise<string[] | null> {
  const { outcome, exitCode, stdout } = await start("systemctl", [
    ...["list-units", "--type=service", "--state=running", "--plain", "--no-legend", "--no-pager"],
  ]);
  if (outcome !== "exited" || exitCode !== 0) return null;
  return [...stdout.matchAll(/^([\w@.:\\-]+)\.service\s/gm)].map(([, name]) => name!).slice(0, LIMITS.services);
}

function diskOf(root: string): { free: number; total: number } | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(root);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}

export interface AuditRequest {
  root: string;
  /** Whose words name folders. */
  request: string;
  /** Globs of the settings whose files are not read. */
  secrets: readonly string[];
  env: Record<string, string | undefined>;
  signal: AbortSignal;
}

/** Looks at machine and project. What does not answer is left out; what was cut off or refused is named in `problems`. */
export async function auditHost({ root, request, secrets, env, signal }: AuditRequest) {
  const problems: string[] = [];
  let readable = true;
  try {
    readdirSync(root);
  } catch (error) {
    readable = false;
    problems.push(`the project's folder ${root} cannot be read (${codeOf(error)})`);
  }
  // In the folder for temporary files: a version manager would take what the project's files name.
  const start: Start = (command, args) =>
    runProcess({
      ...{ command, args, cwd: tmpdir(), env: { ...apart(env, root), ...NO_DOWNLOADS, LC_ALL: "C" } },
      ...{ timeoutMs: LIMITS.program, killGraceMs: 500, maxOutputBytes: 65_536, signal },
    });
  const [tools, ports, services] = await Promise.all([toolsOf(start), portsOf(start), servicesOf(start)]);
  const mask = maskOfProject(root, env, LIMITS.secret);
  const entries = readable ? entriesOf(root, problems) : [];
  const folders = foldersOf(entries, request);
  const homes = ["", ...folders.map((one) => one.path)];
  const isSecret = denyList(secrets);
  const named = entries.filter((one) => one.of.isFile() && homes.includes(folderOf(one)) && TOLD.test(one.of.name));
  const { hidden = [], told: shown = [] } = Object.groupBy(named, ({ path }) => (isSecret(path) ? "hidden" : "told"));
  problems.push(...hidden.map(({ path }) => `${path} was not read: it matches the deny list`));
  const { git, commits } = readable ? commitsOf(root) : { git: false, commits: [] };
  return {
    project: { path: root, git, readable },
    /** In bytes; null where the system does not tell. */
    disk: diskOf(root),
    /** TCP ports on which something listens, ascending; null where the system does not tell. */
    ports,
    tools,
    /** Running services by name; null where no service manager answers. */
    services,
    /** Folders below the project whose names have words of the request. */
    folders: folders.map(({ path, words }) => ({ path: mask(path), words })),
    /** Files and folders down to depth 2; a folder ends with a slash. */
    tree: treeOf(entries, problems).map(mask),
    /** The newest first: hash, day, subject. */
    commits: commits.map(mask),
    /** The beginnings of READMEs and manifests. */
    texts: textsIn(root, shown, mask).map(({ path, text }) => ({ path: mask(path), text })),
    problems: problems.slice(0, 30).map(mask),
  };
}

/**
 * What the program finds out about the machine and the project before a model is asked: nothing here is a model's word.
 * Everything is bounded in entries, bytes and time, reads no file that the deny list names, and starts no program of the
 * project.
 */
export type HostAudit = Awaited<ReturnType<typeof auditHost>>;

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
