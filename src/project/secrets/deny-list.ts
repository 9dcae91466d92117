import { join } from "node:path";
import { entriesIn } from "../../store/files/plain-file.ts";
import { guardSet, wholeGlob } from "../globs.ts";
import { foldedName } from "../project.ts";

/**
 * The deny list: files that go whole into no prompt of a provider beside the host, and into no
 * report.
 */

/** Whether a file, by its path relative to the project, is on the deny list. */
export type IsSecret = (path: string) => boolean;

/** Names, of a file or of a folder around it. */
const BUILT_IN = [
  // What a shell or a program reads secrets from.
  ".env{,.*,rc}",
  "secrets.*",
  "local.settings.json",
  ".{htpasswd,vault-token}",
  // Keys and stores of keys.
  "*.{pem,key,p8,p12,pfx,pkcs12,jks,keystore,bks,ppk,kdbx}",
  "id_{rsa,dsa,ecdsa,ed25519}*",
  "*{private,secret}*.asc",
  "secring.*",
  ".{ssh,gnupg}",
  // Registries of packages and images, databases, other machines.
  ".{npmrc,pypirc,netrc,git-credentials,dockercfg}",
  "_netrc",
  ".{pgpass,my.cnf,mylogin.cnf,s3cfg,boto}",
  "pgpass.conf",
  // Clouds.
  "credentials*.json",
  "*credentials.json",
  "{,*-,*_}service{-,_,}account*.json",
  "*firebase-adminsdk*.json",
  "gha-creds-*.json",
  "{,*.}kubeconfig",
  ".azure",
  // What tools for infrastructure keep: the values of every secret that they made.
  "*.tfstate{,.*}",
  "*.tfvars{,.json}",
  "{.terraformrc,terraform.rc}",
];

/** Files of this place alone: by its name each of them is a file of many projects. */
const PLACES = [
  ".aws/{credentials,config}*",
  ".aws/{sso,cli}/**",
  ".{docker/config.json,kube/config*,oci/config}",
  ".config/{gcloud/**,gh/hosts.yml}",
  ".{cargo,gem}/credentials*",
  ".{bundle/config,composer/auth.json}",
  ".{m2/settings*.xml,gradle/gradle.properties}",
];

/**
 * Exceptions from the built-in list: files that are made to be shared. A reviewer that does not see
 * a file cannot review it.
 */
const SHARED = [
  ".env.{example,sample,template,dist}",
  ".env.*.{example,sample,template,dist}",
  "*.pub",
  "{example,sample}.tfvars{,.json}",
  "*.{example,sample}.tfvars{,.json}",
  "service{-,_,}account*.{schema,test,spec}.json",
];

/**
 * Text of programs, and about them: `secrets.py` is code about secrets, and a secret in it is
 * masked by its value.
 */
const PROGRAM_ENDS = (
  "js jsx cjs cjsx mjs mjsx ts tsx cts mts vue svelte astro py pyi rb php go rs java kt kts scala groovy cs fs vb swift m mm c cc " +
  "cpp cxx h hpp dart ex exs erl hs ml clj lua pl pm r jl nim zig sol sql sh bash zsh fish ps1 bat html htm css scss md mdx rst adoc"
).split(" ");
const PROGRAM = new RegExp(`\\.(?:${PROGRAM_ENDS.join("|")})$`);

/**
 * As globs for git, in whichever case: programs and what configures them are text for it, whatever
 * bytes stand in them.
 */
export const TEXT_GLOBS = [
  ...PROGRAM_ENDS,
  ..."json jsonc json5 yml yaml toml ini cfg conf xml properties gradle".split(" "),
].map((end) => `*.${end.replace(/[a-z]/g, (char) => `[${char}${char.toUpperCase()}]`)}`);

/** Stands in place of such a file's content where it would be sent. */
export const OMITTED = "left out: matches the deny list";

/** Matches a folded name against some of the globs above. */
function matcher(globs: readonly string[]): IsSecret {
  const matchers = globs.map((glob) => wholeGlob(glob));
  return (name) => matchers.some((matches) => matches(name));
}

/** The built-in list together with the project's own globs. */
export function denyList(own: readonly string[]): IsSecret {
  const builtIn = matcher(BUILT_IN);
  const inPlace = matcher(PLACES.map((place) => `**/${place}`));
  const shared = matcher(SHARED);
  const named = guardSet(own);
  return (path) => {
    if (named(path)) return true;
    const small = foldedName(path);
    if (PROGRAM.test(small)) return false;
    return inPlace(small) || small.split("/").some((part) => builtIn(part) && !shared(part));
  };
}

/** What else of a home holds keys: of this program, its host and Codex, of browsers and keyrings. */
const OF_HOME = [
  ...[".claude", ".claude.json", ".codex", ".password-store", ".mozilla"],
  ...[
    ".config/google-chrome",
    ".config/chromium",
    ".local/share/keyrings",
    ".local/share/multi-ai",
  ],
];

/** Where the person's home and a checkout of theirs have what is on the deny list, or a key. */
export function secretPlaces(home: string, checkout?: string): string[] {
  const isSecret = denyList([]);
  const below = (path: string) =>
    entriesIn(join(home, path)).map(({ name }) => (path === "" ? name : `${path}/${name}`));
  const own = [...below("").filter((path) => path.startsWith(".")), ...below(".config")];
  const secret = [...own, ...own.flatMap(below)].filter(isSecret);
  const there = checkout ? entriesIn(checkout).filter(({ name }) => isSecret(name)) : [];
  return [
    ...[...OF_HOME, ...secret].map((path) => join(home, path)),
    ...there.map(({ name }) => join(checkout!, name)),
  ];
}
