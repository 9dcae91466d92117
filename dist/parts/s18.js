// @bun
// src/project/globs.ts
var MAX_GLOB_LENGTH = 200;
var MAX_ALTERNATIVES = 1000;
function projectPath(path) {
  const out = [];
  for (const part of path.normalize("NFC").replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".")
      continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..")
      out.pop();
    else
      out.push(part);
  }
  return out.join("/");
}
var CHOICE = /\{([^{}]*)\}/;
function alternatives(glob) {
  let ways = [glob];
  while (CHOICE.test(ways[0])) {
    ways = ways.flatMap((way) => CHOICE.exec(way)[1].split(",").map((one) => way.replace(CHOICE, () => one)));
    if (ways.length > MAX_ALTERNATIVES)
      return null;
  }
  return [...new Set(ways)];
}
var starred = (glob) => glob.replaceAll(/[^/]+/g, (part) => /^\*{2,}$/.test(part) ? "**" : part.replaceAll(/\*{2,}/g, "*"));
function wholeGlob(glob, sets = false) {
  if ([...glob].length > MAX_GLOB_LENGTH)
    return () => false;
  const text = glob.normalize("NFC").replaceAll(sets ? "\\" : /[\\![\]]/g, "\\$&");
  const ways = alternatives(text)?.map((one) => one.replaceAll(/[{}]/g, "\\$&")) ?? [text];
  const matchers = ways.map((one) => new Bun.Glob(starred(one)));
  return (path) => matchers.some((one) => one.match(path));
}
function forms(glob, deep) {
  const text = glob.normalize("NFC").replaceAll("\\", "/");
  const path = text.split("/").filter((one) => one !== "" && one !== ".").join("/");
  if (path === "")
    return [];
  const rooted = path === "**" || path.includes("/") || /^\.?\//.test(text);
  const at = rooted ? path : `**/${path}`;
  const named = !/[*?]/.test(path.slice(path.lastIndexOf("/") + 1));
  return [...text.endsWith("/") && !deep ? [] : [at], ...named || deep || text.endsWith("/") ? [`${at}/**`] : []];
}
function globSet(globs) {
  const matchers = globs.flatMap((glob) => forms(glob, false)).map((one) => wholeGlob(one));
  return (path) => {
    const whole = projectPath(path);
    return whole !== "" && whole !== ".." && !whole.startsWith("../") && matchers.some((matches) => matches(whole));
  };
}
function guardSet(globs) {
  const matchers = globs.flatMap((glob) => forms(glob.toLowerCase(), true)).flatMap((one) => [wholeGlob(one), ...one.includes("[") ? [wholeGlob(one, true)] : []]);
  return (path) => {
    const whole = projectPath(path).toLowerCase();
    return whole !== "" && matchers.some((matches) => matches(whole));
  };
}
var fixedEnds = (part) => [/^[^*?]*/.exec(part)[0], /[^*?]*$/.exec(part)[0]];
function segmentsMeet(a, b) {
  const hasWild = (part) => /[*?]/.test(part);
  const [[headA, tailA], [headB, tailB]] = [fixedEnds(a), fixedEnds(b)];
  if (!hasWild(a))
    return hasWild(b) ? a.startsWith(headB) && a.endsWith(tailB) : a === b;
  if (!hasWild(b))
    return b.startsWith(headA) && b.endsWith(tailA);
  return (headA.startsWith(headB) || headB.startsWith(headA)) && (tailA.endsWith(tailB) || tailB.endsWith(tailA));
}
function waysMeet(a, b) {
  if (a[0] !== "**" && b[0] !== "**" && !segmentsMeet(a[0], b[0]))
    return false;
  let below = Array.from({ length: b.length + 1 }, () => true);
  for (let i = a.length - 1;i >= 0; i--) {
    const row = Array.from({ length: b.length + 1 }, () => true);
    for (let j = b.length - 1;j >= 0; j--) {
      if (a[i] === "**" || b[j] === "**")
        row[j] = below[j] || row[j + 1] || below[j + 1];
      else
        row[j] = segmentsMeet(a[i], b[j]) && below[j + 1];
    }
    below = row;
  }
  return below[0];
}
var waysOf = (glob) => alternatives(glob.normalize("NFC").toLowerCase())?.map((way) => starred(projectPath(way)).split("/")) ?? null;
var mayMeet = (one, other) => one === null || other === null || one.some((a) => other.some((b) => waysMeet(a, b)));

export { MAX_GLOB_LENGTH, projectPath, wholeGlob, globSet, guardSet, waysOf, mayMeet };
