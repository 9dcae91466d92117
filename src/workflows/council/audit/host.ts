import { readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { attempt } from "../../../process/attempt.ts";
import { apart } from "../../../process/files/path.ts";
import { runProcess } from "../../../process/run.ts";
import { folderOf, nameOf } from "../../../project/commands/build-outputs.ts";
import { hasGit, placesOf, runGit } from "../../../project/git/git.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import type { Mask } from "../../../project/secrets/mask.ts";
import { maskOfProject } from "../../../project/secrets/secrets.ts";
import { filesOf, readFiles } from "../../../project/trees/changes.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { clean, cut, given, oneLine } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { wordsOf } from "../../small/words.ts";
import { HOST_AUDIT, refinedOf } from "./record.ts";
import { textsOf } from "./refine.ts";

/** Bounds; time in milliseconds. */
const LIMITS = {
  program: 4_000,
  folders: 30,
  tree: 400,
  texts: 12,
  textChars: 800,
  commits: 15,
  services: 60,
};

/** Shorter values of the environment occur in ordinary words. */
const MIN_SECRET = 8;

/** Programs that a plan may build on. */
const TOOLS =
  "git node npm pnpm yarn bun deno python3 pip3 uv go cargo rustc java ruby php dotnet docker make gcc sqlite3 psql";
/** What makes them tell their version, where it is not `--version`. */
const VERSION: Record<string, string> = { go: "version", java: "-version" };

/** Against version managers that would download a tool when it is asked for its version. */
const NO_DOWNLOADS = {
  GOTOOLCHAIN: "local",
  RUSTUP_AUTO_INSTALL: "0",
  COREPACK_ENABLE_NETWORK: "0",
};

/** READMEs and manifests. */
const TOLD =
  /^(?:readme(?:\.\w{1,10})?|package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|pipfile|cargo\.toml|go\.mod|composer\.json|gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|makefile|dockerfile|(?:docker-)?compose\.ya?ml|[^/]+\.csproj|main\.py)$/i;

const LINK = "120000";

/**
 * The project's tree, and the paths of its files: without links, dependencies, caches and what git
 * ignores.
 */
function listed(scene: Scene) {
  const taken = projectTree(scene);
  if (!taken.ok) return { tree: "", paths: [], problem: taken.problem };
  const tree = taken.subject!;
  const files = filesOf(scene.project, tree);
  // A name that no text can show is none that a plan could name.
  const named = files.filter(({ mode, path }) => mode !== LINK && path === oneLine(path));
  return { tree, paths: named.map(({ path }) => path), problem: null };
}

/** What files begin with, masked before it is cut. */
function beginnings({ project }: Scene, tree: string, paths: string[], mask: Mask) {
  const texts = paths.length === 0 ? [] : readFiles(project, tree, paths);
  const begins = (text: string): string =>
    [...mask(text).replaceAll("\r\n", "\n")].slice(0, LIMITS.textChars).join("");
  return [...texts].flatMap(([path, text]) =>
    text === null || text.includes("\0") ? [] : { path: mask(path), text: clean(begins(text)) },
  );
}

/** The folders in which files lie, the upper ones first. */
function foldersIn(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) folders.add(folder);
  const depth = (path: string): number => path.split("/").length;
  return [...folders].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** Words by which a folder is found, in lower case: short ones stand in every request. */
const namesIn = (text: string): Set<string> =>
  new Set(wordsOf(text).flatMap((word) => (word.length < 4 ? [] : [word.replace(/s$/, "")])));

/** The newest commits that touch the project; none where git is not there or has none. */
function commitsOf(root: string): { git: boolean; commits: string[] } {
  const places = hasGit() ? placesOf(root) : null;
  if (places === null) return { git: false, commits: [] };
  const format = [
    "log",
    `--max-count=${LIMITS.commits}`,
    "--no-color",
    "--date=short",
    "--format=%h %ad %s",
  ];
  const run = runGit([...format, ...(places.prefix === "" ? [] : ["--", "."])], {
    cwd: root,
    timeout: LIMITS.program,
  });
  const lines = run.ok ? run.out.toString().split("\n").filter(Boolean) : [];
  return { git: true, commits: lines.map((line) => cut(oneLine(line), 200)) };
}

type Start = (command: string, ...args: string[]) => Promise<string | null>;

async function toolsOf(start: Start) {
  const asked = TOOLS.split(" ").map(async (name) => {
    const version = /\d+(?:\.\d+)+[\w.+-]*/.exec(
      (await start(name, VERSION[name] ?? "--version")) ?? "",
    )?.[0];
    return version === undefined ? [] : [{ name, version: cut(version, 40) }];
  });
  return (await Promise.all(asked)).flat();
}

/** What a form finds in the output of a program, each once; null where it gave none. */
const foundBy = (output: string | null, form: RegExp): string[] | null =>
  output === null ? null : [...new Set([...output.matchAll(form)].map(([, found]) => found!))];

async function portsOf(start: Start): Promise<number[] | null> {
  const tables = ["tcp", "tcp6"]
    .map((name) => attempt(() => readFileSync(`/proc/net/${name}`, "utf8"), ""))
    .join("\n");
  // In state LISTEN.
  const open = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm;
  const ports =
    tables.trim() === ""
      ? foundBy(
          await start("lsof", "-nP", "-iTCP", "-sTCP:LISTEN", "-Fn"),
          /^n.*:(\d{1,5})$/gm,
        )?.map(Number)
      : foundBy(tables, open)!.map((port) => Number.parseInt(port, 16));
  return ports?.sort((a, b) => a - b) ?? null;
}

const SERVICES = [
  "list-units",
  "--type=service",
  "--state=running",
  "--plain",
  "--no-legend",
  "--no-pager",
];

/**
 * Looks at machine and project. What does not answer is left out; what was cut off or refused is
 * named in `problems`.
 */
export async function auditHost(
  scene: Scene,
  env: Record<string, string | undefined>,
  signal: AbortSignal,
) {
  const { project, run } = scene;
  const { root } = project;
  // In the folder for temporary files: a version manager would take what the project's files name.
  const start: Start = async (command, ...args) => {
    const { outcome, exitCode, stdout, stderr } = await runProcess({
      ...{
        command,
        args,
        cwd: tmpdir(),
        env: { ...apart(env, root), ...NO_DOWNLOADS, LC_ALL: "C" },
      },
      ...{ timeoutMs: LIMITS.program, killGraceMs: 500, maxOutputBytes: 65_536, signal },
    });
    return outcome === "exited" && exitCode === 0 ? stdout.trim() || stderr.trim() : null;
  };
  const [tools, ports, services] = await Promise.all([
    toolsOf(start),
    portsOf(start),
    start("systemctl", ...SERVICES),
  ]);
  const { tree: taken, paths, problem } = listed(scene);
  const all = foldersIn(paths);
  const refined = refinedOf(project, run);
  const wanted = namesIn(
    [run.request.text, ...(refined === null ? [] : textsOf(refined))].join("\n"),
  );
  const named = all.map((path) => ({
    path,
    words: [...namesIn(nameOf(path)).intersection(wanted)],
  }));
  const folders = named.filter(({ words }) => words.length > 0).slice(0, LIMITS.folders);
  const homes = ["", ...folders.map((folder) => folder.path)];
  const isSecret = denyList(run.settings.secrets);
  const instructions = paths.filter(
    (path) => homes.includes(folderOf(path)) && TOLD.test(nameOf(path)),
  );
  const read = instructions.filter((path) => !isSecret(path)).slice(0, LIMITS.texts);
  const isUpper = (path: string): boolean => path.split("/").length <= 2;
  const tree = [...all.filter(isUpper).map((path) => `${path}/`), ...paths.filter(isUpper)].sort();
  const mask = maskOfProject(root, env, MIN_SECRET);
  const { git, commits } = commitsOf(root);
  const disk = attempt(() => statfsSync(root), null);
  return {
    project: { path: root, git, readable: problem === null },
    /** In bytes; null where the system does not tell. */
    disk: disk && { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize },
    /** TCP ports on which something listens, ascending; null where the system does not tell. */
    ports,
    tools,
    /** Running services by name; null where no service manager answers. */
    services: foundBy(services, /^([\w@.:\\-]+)\.service\s/gm)?.slice(0, LIMITS.services) ?? null,
    /** Folders below the project whose names have words of the request. */
    folders: folders.map(({ path, words }) => ({ path: mask(path), words })),
    /** Files and folders down to depth 2; a folder ends with a slash. */
    tree: tree.slice(0, LIMITS.tree).map(mask),
    /** The newest first: hash, day, subject. */
    commits: commits.map(mask),
    /** The beginnings of READMEs and manifests. */
    texts: beginnings(scene, taken, read, mask),
    problems: [
      ...(problem === null ? [] : [problem]),
      ...given(tree.length > LIMITS.tree, `the tree has ${tree.length - LIMITS.tree} more entries`),
      ...instructions
        .filter(isSecret)
        .map((path) => `${path} was not read: it matches the deny list`),
    ].map(mask),
  };
}

/**
 * What the program finds out about the machine and the project before a model is asked: nothing
 * here is a model's word. Everything is bounded in entries, bytes and time, reads no file that the
 * deny list names, and starts no program of the project.
 */
export type HostAudit = Awaited<ReturnType<typeof auditHost>>;

export const hostAudit: Check = async (scene, _task, signal) => {
  const record = await auditHost(scene, process.env, signal);
  return {
    outcome: record.project.readable ? "pass" : "fail",
    tree: null,
    facts: { git: record.project.git },
    record: { check: HOST_AUDIT, ...record },
  };
};
