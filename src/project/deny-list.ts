import { guardSet, wholeGlob } from "./globs.ts";

/** The deny list: files whose content goes into no brief, no prompt of a provider and no report. */

/** Whether a file, by its path relative to the project, is on the deny list. */
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
/** Exceptions from the built-in list: files that are made to be shared. */
const SHARED = [".env.example", "*.pub"];

/** Shown instead of such a file's content. */
export const LEFT_OUT = "left out: matches the deny list";

/** Matches a lower-case name against some of the globs above. */
function matcher(globs: readonly string[]): IsSecret {
  const matchers = globs.map((glob) => wholeGlob(glob));
  return (name) => matchers.some((matches) => matches(name));
}

/** The built-in list together with the project's own globs. */
export function denyList(own: readonly string[]): IsSecret {
  const builtIn = matcher(BUILT_IN);
  const shared = matcher(SHARED);
  const named = guardSet(own);
  return (path) =>
    named(path) ||
    path
      .toLowerCase()
      .split("/")
      .some((part) => builtIn(part) && !shared(part));
}
