/** Files whose content goes into no brief, no prompt of a provider and no report. */

/** True for a path, relative to the project, of a file that matches the deny list. */
export type IsSecret = (path: string) => boolean;

const BUILT_IN = [
  ".env",
  ".env.*",
  "*.pem",
  "*.key",
  "*.p12",
  "*.pfx",
  "id_rsa*",
  "id_ed25519*",
  "*.kdbx",
  ".npmrc",
  ".netrc",
  "credentials*.json",
  "secrets.*",
];
/** What the built-in list would catch although it is made to be shared. */
const SHARED = [".env.example", "*.pub"];

/** What stands in the place of such a file's content. */
export const LEFT_OUT = "left out: matches the deny list";

const matcher = (patterns: readonly string[]): IsSecret => {
  const globs = patterns.map((pattern) => new Bun.Glob(pattern.toLowerCase().replace(/^\/|\/$/g, "")));
  return (name) => globs.some((glob) => glob.match(name));
};

/**
 * Globs of the person, in any case of letters. One without a slash names a file or a folder anywhere, one with a slash a
 * path from the project's folder; what a folder holds goes with it.
 */
export function globList(globs: readonly string[]): (path: string) => boolean {
  const names = matcher(globs.filter((glob) => !/\/./.test(glob)));
  const paths = matcher(globs.filter((glob) => /\/./.test(glob)));
  return (path) => {
    const parts = path.toLowerCase().split("/");
    return parts.some((part, index) => names(part) || paths(parts.slice(0, index + 1).join("/")));
  };
}

/** The deny list: the built-in one and the project's own globs. */
export function denyList(own: readonly string[]): IsSecret {
  const builtIn = matcher(BUILT_IN);
  const shared = matcher(SHARED);
  const named = globList(own);
  return (path) =>
    named(path) ||
    path
      .toLowerCase()
      .split("/")
      .some((part) => builtIn(part) && !shared(part));
}
