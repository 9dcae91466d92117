// @bun
import {
  runGit,
  placesOf,
  openStore,
  removeIndex,
  gitErrors
} from "./s191.js";
import {
  TreeUnreadable,
  treeFiles,
  blobsOf,
  isBinary
} from "./s127.js";
import {
  STAND_IN,
  standsFor
} from "./s17.js";

// src/project/as-git-has-it.ts
import { join } from "path";
var MAX_COMPARED = 4000;
var POINTER = /^version https:\/\/git-lfs\S*\n(?:[\s\S]*\n)?oid sha256:([0-9a-f]{64})\n/;
function isKeptSo(kept, present) {
  const stands = present.length < 1000 && present.toString("latin1").startsWith(STAND_IN);
  const of = stands ? standsFor(present.toString("latin1")) : null;
  const pointer = kept.length < 2000 ? POINTER.exec(kept.toString("latin1"))?.[1] : undefined;
  if (pointer !== undefined)
    return pointer === (of?.sha256 ?? new Bun.CryptoHasher("sha256").update(present).digest("hex"));
  if (of !== null) {
    const isEncrypted = kept.subarray(0, 10).equals(Buffer.from("\x00GITCRYPT\x00"));
    return isEncrypted || of.sha256 === new Bun.CryptoHasher("sha256").update(kept).digest("hex");
  }
  if (isBinary(kept) || isBinary(present))
    return false;
  const plain = (bytes) => bytes.toString("latin1").replaceAll(`\r
`, `
`);
  return plain(kept) === plain(present);
}
var known = new Map;
function asGitHasIt(project, disk, git, scratch) {
  const pair = `${scratch} ${disk} ${git}`;
  const made = known.get(pair) ?? convert(project, disk, git, scratch);
  known.set(pair, made);
  return made;
}
function convert(project, disk, git, scratch) {
  const present = treeFiles(project, disk, scratch, "latin1");
  const kept = new Map(treeFiles(project, git, scratch, "latin1").map((one) => [one.path, one]));
  const modules = [...kept.values()].filter(({ kind }) => kind === "commit");
  const none = "0".repeat(disk.length - "disk:".length);
  let edits = "";
  for (const { path, hash } of modules) {
    const below = present.filter((one) => one.path.startsWith(`${path}/`));
    for (const one of below)
      edits += `0 ${none}	${one.path}\x00`;
    if (!present.some((one) => one.path === path))
      edits += `160000 ${hash} 0	${path}\x00`;
  }
  const differing = present.flatMap((one) => {
    const other = kept.get(one.path);
    const isFile = other?.kind === "blob" && ![one.mode, other.mode].includes("120000");
    return isFile && other.hash !== one.hash ? [{ ...one, kept: other.hash }] : [];
  }).slice(0, MAX_COMPARED);
  for (let at = 0;at < differing.length; at += 100) {
    const part = differing.slice(at, at + 100);
    const blobs = blobsOf(project, scratch, part.flatMap((one) => [one.hash, one.kept]));
    for (const one of part)
      if (isKeptSo(blobs.get(one.kept), blobs.get(one.hash)))
        edits += `${one.mode} ${one.kept} 0	${one.path}\x00`;
  }
  const hash = disk.slice("disk:".length);
  return `git:${edits === "" ? hash : edited(project, scratch, hash, edits)}`;
}
function edited(project, scratch, tree, edits) {
  const store = openStore(scratch, placesOf(project));
  const index = join(store, `index-${process.pid}-as-git`);
  removeIndex(index);
  const run = (args, stdin) => {
    const done = runGit(["--git-dir", store, ...args], { cwd: store, env: { GIT_INDEX_FILE: index }, stdin });
    if (done.ok)
      return done.out.toString().trim();
    throw new TreeUnreadable(`the kept trees in ${store} could not be read: ${gitErrors(done)}`);
  };
  try {
    run(["read-tree", tree]);
    run(["update-index", "-z", "--index-info"], Buffer.from(edits, "latin1"));
    return run(["write-tree"]);
  } finally {
    removeIndex(index);
  }
}
export {
  asGitHasIt
};
