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

export { projectPath, wholeGlob, globSet, guardSet };
