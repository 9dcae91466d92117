// @bun
import {
  errorCode
} from "./s25.js";
import {
  runGit,
  placesOf,
  openStore,
  gitErrors,
  treeEntries
} from "./s191.js";
import {
  batchObjects,
  isGenuine,
  treeOfCommit,
  falseBytes
} from "./s17.js";

// src/project/kept-trees.ts
import { join } from "path";
class TreeUnreadable extends Error {
}
function unlessUnreadable(read, otherwise) {
  try {
    return read();
  } catch (error) {
    if (error instanceof TreeUnreadable)
      return otherwise;
    throw error;
  }
}
var genuine = new Set;
function roots(project, scratch, trees) {
  const names = trees.map(bare2);
  const found = new Map;
  readObjects(project, scratch, [...new Set(names)], (one) => {
    const tree = one.kind === "commit" ? treeOfCommit(one) : one.kind === "tree" ? one.hash : null;
    if (tree !== null)
      found.set(one.hash, tree);
  });
  return names.map((name, i) => {
    const tree = found.get(name);
    if (tree === undefined)
      throw new TreeUnreadable(`${trees[i]} is not kept any more`);
    return tree;
  });
}
var MAX_AT_ONCE = 32 * 1024 * 1024;
var FEW = 24;
function readObjects(project, scratch, hashes, use) {
  const stdin = (some) => ({ stdin: `${some.join(`
`)}
` });
  const sizes = hashes.length <= FEW ? hashes.map(() => 0) : read(project, scratch, ["cat-file", "--batch-check=%(objectsize)"], stdin(hashes)).out.toString().split(`
`).map((size) => Number(size) || 0);
  for (let from = 0, to = 0;from < hashes.length; from = to) {
    for (let bytes = 0;to < hashes.length && (to === from || bytes + sizes[to] <= MAX_AT_ONCE); to++)
      bytes += sizes[to];
    const part = hashes.slice(from, to);
    const { out } = read(project, scratch, ["cat-file", "--batch"], stdin(part));
    for (const [i, one] of batchObjects(out, part.length).entries()) {
      if (one === null)
        throw new TreeUnreadable(`the object ${part[i]} is not kept any more`);
      if (one.hash !== part[i] || !isGenuine(one))
        throw new TreeUnreadable(falseBytes(part[i]));
      use(one);
    }
  }
}
function storeOf(project, scratch) {
  try {
    return openStore(scratch, placesOf(project));
  } catch (error) {
    if (errorCode(error) === undefined)
      throw error;
    throw new TreeUnreadable(`the kept trees in ${join(scratch, "git")} could not be read: ${error.message}`);
  }
}
function read(project, scratch, args, more = {}) {
  const store = storeOf(project, scratch);
  const run = runGit(["--git-dir", store, ...args], { cwd: store, ...more });
  if (run.ok || run.problem === "size")
    return run;
  const why = run.problem === "exit" ? gitErrors(run) : run.problem === "timeout" ? "git took too long" : "git is missing";
  throw new TreeUnreadable(`the kept trees in ${join(scratch, "git")} could not be read: ${why}`);
}
function bare2(tree) {
  const hash = /^(?:git|disk):([0-9a-f]{40}|[0-9a-f]{64})$/.exec(tree)?.[1];
  if (hash === undefined)
    throw new TreeUnreadable(`${JSON.stringify(tree)} is not the name of a tree`);
  return hash;
}
function treeFiles(project, tree, scratch, names) {
  const [root] = roots(project, scratch, [tree]);
  const out = read(project, scratch, ["ls-tree", "-r", "-t", "-z", root]).out.toString(names);
  const all = treeEntries(out);
  const folders = all.filter(({ kind }) => kind === "tree").map(({ hash }) => hash);
  if (!genuine.has(`${scratch} ${tree}`))
    readObjects(project, scratch, [...new Set(folders)], () => {});
  genuine.add(`${scratch} ${tree}`);
  return all.filter(({ kind }) => kind !== "tree");
}
function blobsOf(project, scratch, hashes) {
  const found = new Map;
  readObjects(project, scratch, [...new Set(hashes)], ({ hash, bytes }) => found.set(hash, bytes));
  return found;
}
var isBinary = (bytes) => bytes.subarray(0, 8000).includes(0);

export { TreeUnreadable, unlessUnreadable, genuine, roots, readObjects, read, bare2, treeFiles, blobsOf, isBinary };
