// @bun
import {
  wholeGlob,
  guardSet
} from "./s14.js";

// src/project/deny-list.ts
var BUILT_IN = [
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
  "secrets.*"
];
var SHARED = [".env.example", "*.pub"];
var LEFT_OUT = "left out: matches the deny list";
function matcher(globs) {
  const matchers = globs.map((glob) => wholeGlob(glob));
  return (name) => matchers.some((matches) => matches(name));
}
function denyList(own) {
  const builtIn = matcher(BUILT_IN);
  const shared = matcher(SHARED);
  const named = guardSet(own);
  return (path) => named(path) || path.toLowerCase().split("/").some((part) => builtIn(part) && !shared(part));
}

export { LEFT_OUT, denyList };
