// @bun
import {
  readPlainText
} from "./s27.js";
import {
  runGit,
  hasGit,
  placesOf
} from "./s191.js";

// src/project/head.ts
import { join } from "path";
var COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
var textOf = (path) => (readPlainText(path) ?? "").trim();
function headOf2(root) {
  const places = placesOf(root);
  if (places === null)
    return null;
  const said = textOf(join(places.gitDir, "HEAD"));
  if (COMMIT.test(said))
    return { branch: null, commit: said };
  const ref = /^ref: (refs\/[^\0]+)$/.exec(said)?.[1];
  if (ref === undefined || ref === "refs/heads/.invalid")
    return null;
  const loose = textOf(join(places.common, ref));
  const packed = textOf(join(places.common, "packed-refs")).split(`
`).find((line) => line.endsWith(` ${ref}`));
  const commit = [loose, packed?.split(" ")[0] ?? ""].find((one) => COMMIT.test(one)) ?? null;
  return { branch: ref.replace(/^refs\/heads\//, ""), commit };
}
function commitsBetween2(root, from, to, most) {
  if (to === null || ![to, from ?? to].every((one) => COMMIT.test(one)) || !hasGit())
    return null;
  const range = from === null ? to : `${from}..${to}`;
  const counted = runGit(["rev-list", "--count", range], { cwd: root });
  const listed = runGit(["log", `--max-count=${most}`, "--format=%h %s", range], { cwd: root });
  if (!counted.ok || !listed.ok)
    return null;
  const lines = listed.out.toString().split(`
`).filter(Boolean);
  return { count: Number(counted.out.toString()), newest: lines.toReversed() };
}

export { headOf2, commitsBetween2 };
