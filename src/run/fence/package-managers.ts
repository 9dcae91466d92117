import { homedir } from "node:os";
import { join } from "node:path";
import { isTrusted } from "../../host/program.ts";
import type { Env } from "../../record/machine/outside.ts";
import { readPlainText } from "../../store/files/plain-file.ts";

/**
 * What the package managers of a project need outside of it: their registries, and their caches.
 */

interface Manager {
  files: RegExp;
  hosts: string[];
  /** In the home; `onMac`: there alone. */
  caches: string[];
  onMac?: string[];
  /** In the folders for caches. */
  cached?: string[];
}

/** Package managers by the files that show them: the public registries, and their caches. */
export const MANAGERS: Manager[] = [
  {
    files: /^package\.json$/,
    hosts: [
      "registry.npmjs.org",
      "registry.yarnpkg.com",
      "repo.yarnpkg.com",
      "npm.jsr.io",
      "nodejs.org",
    ],
    caches: [".npm"],
    cached: ["node", "node-gyp", "ms-playwright", "Cypress", "puppeteer", "electron", "prisma"],
  },
  {
    files: /^pnpm-lock\.yaml$/,
    hosts: [],
    caches: [".local/share/pnpm", ".local/state/pnpm"],
    onMac: ["Library/pnpm", ".pnpm-state"],
    cached: ["pnpm"],
  },
  {
    files: /^yarn\.lock$/,
    hosts: [],
    caches: [".yarn"],
    onMac: ["Library/Caches/Yarn"],
    cached: ["yarn"],
  },
  { files: /^bun\.lockb?$/, hosts: [], caches: [".bun/install/cache"] },
  {
    files: /^deno\.jsonc?$/,
    hosts: ["deno.land", "jsr.io", "esm.sh"],
    caches: [],
    cached: ["deno"],
  },
  {
    files: /^(?:pyproject\.toml|setup\.(?:py|cfg)|requirements.*\.txt|Pipfile|uv\.lock)$/,
    hosts: ["pypi.org", "files.pythonhosted.org"],
    caches: [".local/share/uv"],
    cached: ["pip", "uv", "pypoetry", "pipenv", "pdm", "pre-commit"],
  },
  {
    files: /^Cargo\.toml$/,
    hosts: ["crates.io", "index.crates.io", "static.crates.io"],
    caches: [".cargo/registry", ".cargo/git"],
  },
  {
    files: /^go\.(?:mod|work)$/,
    hosts: ["proxy.golang.org", "sum.golang.org"],
    caches: ["go/pkg"],
    cached: ["go-build", "golangci-lint"],
  },
  {
    files: /^(?:build|settings)\.gradle(?:\.kts)?$/,
    hosts: ["plugins.gradle.org", "services.gradle.org", "downloads.gradle.org", "dl.google.com"],
    caches: [".gradle/caches", ".gradle/daemon", ".gradle/native", ".gradle/wrapper"],
  },
  {
    files: /^(?:pom\.xml|(?:build|settings)\.gradle(?:\.kts)?)$/,
    hosts: ["repo.maven.apache.org", "repo1.maven.org"],
    caches: [".m2/repository"],
  },
  { files: /^Gemfile$/, hosts: ["rubygems.org", "index.rubygems.org"], caches: [".bundle/cache"] },
  {
    files: /^composer\.json$/,
    hosts: ["packagist.org", "repo.packagist.org"],
    caches: [".composer/cache"],
    cached: ["composer"],
  },
  {
    files: /\.(?:csproj|fsproj|slnx?)$/,
    hosts: ["api.nuget.org"],
    caches: [".nuget/packages"],
  },
];

/** The caches of a manager. On macOS some tools keep to its folder for them, others to XDG's. */
export function cachesOf(
  { caches, onMac = [], cached = [] }: Manager,
  home: string,
  env: Env,
  isMac = process.platform === "darwin",
): string[] {
  const named = env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : join(home, ".cache");
  const folders = [named, ...(isMac ? [join(home, "Library/Caches")] : [])];
  return [
    ...[...caches, ...(isMac ? onMac : [])].map((path) => join(home, path)),
    ...folders.flatMap((folder) => cached.map((name) => join(folder, name))),
  ];
}

/**
 * Where registries are named in a project, a home, or for a whole machine, and variables and keys
 * that name them.
 */
const NAMING = [
  ...[
    ".npmrc",
    "npmrc",
    ".yarnrc.yml",
    "bunfig.toml",
    ".bunfig.toml",
    ".cargo/config.toml",
    ".m2/settings.xml",
  ],
  ...["pip.conf", ".pip/pip.conf", ".config/pip/pip.conf", ".config/uv/uv.toml"],
];
const NAMES_REGISTRY = /registry|index_url|goproxy|_index$/i;
const KEY_OF_REGISTRY = /registr|index|scopes|<url>/i;
const ADDRESS = /https?:\/\/(?:[^/\s"'@]*@)?([a-z0-9.-]+)/gi;
/** No number of a machine, and no name that holds in one network alone. */
const PUBLIC_NAME =
  /^(?!(?:.*\.)?localhost(?:\.localdomain)?$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/;

const hostsIn = (text: string): string[] =>
  [...text.matchAll(ADDRESS)]
    .map(([, host]) => host!.toLowerCase())
    .filter((host) => PUBLIC_NAME.test(host));

/**
 * The hosts of the registries that a file of a package manager names: in values of their keys and
 * sections, in no comment.
 */
export function registriesIn(text: string): string[] {
  let section = "";
  let key = "";
  return text
    .replace(/<!--[\s\S]*?-->/g, "")
    .split(/\r?\n/)
    .flatMap((whole) => {
      const line = whole.replace(/(?:^|\s)[#;].*$/, "");
      if (/^\s*\[+[^\]"']*\]/.test(line)) section = line;
      const before = line.split(/https?:/, 1)[0]!;
      // A list may go on in lines that are indented.
      if (/[=:<]/.test(before) || /^\S/.test(line)) key = before;
      return KEY_OF_REGISTRY.test(`${section} ${key}`) ? hostsIn(line) : [];
    });
}

/**
 * The hosts of the registries that the person and the machine name, and the project where the
 * person trusts it: any clone can name one. Read once in a run, as its commands may write these
 * files.
 */
export function ownRegistries(root: string, env: Env): string[] {
  const folders = [...(isTrusted(env, root) ? [root] : []), env.HOME || homedir(), "/etc"];
  const texts = folders
    .flatMap((folder) => NAMING.map((name) => join(folder, name)))
    .map((path) => readPlainText(path) ?? "");
  const ofVariables = Object.entries(env).flatMap(([name, value]) =>
    NAMES_REGISTRY.test(name) ? (value ?? "") : [],
  );
  return [...texts.flatMap(registriesIn), ...ofVariables.flatMap(hostsIn)];
}
