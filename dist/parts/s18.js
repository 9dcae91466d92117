// @bun
// src/text.ts
var columns = (text) => Bun.stringWidth(text);
function fit(text, width) {
  if (columns(text) <= width)
    return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns(cut + segment) > width - 1)
      break;
    cut += segment;
  }
  return `${cut}\u2026`;
}
var pad = (text, width) => text + " ".repeat(Math.max(0, width - columns(text)));
var MIN_CELL_WIDTH = 12;
function table(rows, width, flexible) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columns(row[at] ?? ""))));
  let over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  for (const at of flexible) {
    const given = Math.max(0, Math.min(over, widths[at] - MIN_CELL_WIDTH));
    widths[at] -= given;
    over -= given;
  }
  const line = (row) => row.map((cell, at) => pad(fit(cell, widths[at]), widths[at])).join("  ");
  return rows.map((row) => fit(line(row).trimEnd(), width));
}
function wrap(line, width) {
  const indent = /^ */.exec(line)[0];
  const lines = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const next = current === "" ? indent + word : `${current} ${word}`;
    if (current !== "" && columns(next) > width) {
      lines.push(current);
      current = indent + word;
    } else
      current = next;
  }
  return [...lines, current].map((one) => fit(one, width));
}
function clip(items, max, show) {
  if (items.length <= max)
    return items.map(show);
  return [...items.slice(0, max - 1).map(show), `\u2026 and ${items.length - max + 1} more`];
}
var cut = (text, max) => text.length > max ? `${text.slice(0, max - 1)}\u2026` : text;
var someOf = (names, most) => names.slice(0, most).join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");
var same = (text) => text;
var PLAIN = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
var cleanPainted = (text) => text.split(/(\u001b\[\d+m)/).map((part, at) => at % 2 === 1 ? part : clean(part)).join("");
var clean = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
var fold2 = (text) => composed(text).split(/\s+/u).filter(Boolean).join(" ");
var composed = (text) => /[^\0-\x7f]/.test(text) ? text.normalize("NFC") : text;
var oneLine2 = (text) => clean(text.replace(/\s+/g, " ")).trim();
function shown(value) {
  if (value === undefined)
    return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}\u2026` : json;
}
var moment = (at) => `${at.slice(0, 16).replace("T", " ")} UTC`;
function fence(text, language = "") {
  let ticks = "````";
  while (text.includes(ticks))
    ticks += "`";
  return `${ticks}${language}
${text.trimEnd()}
${ticks}`;
}
var PLAIN_LAYOUT = { width: 100, paint: PLAIN };
function section(title, count, lines) {
  return lines.length === 0 ? [] : ["", `${title} (${count})`, ...lines.map((line) => `  ${line}`)];
}
var short = (hash) => hash.replace(/^(\w+:)?([0-9a-f]{12})[0-9a-f]*$/, "$1$2");
var plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
var tokens = (count) => count < 1e4 ? String(count) : count < 1e6 ? `${Math.round(count / 1000)} k` : `${(count / 1e6).toFixed(1)} M`;
var spentText = (spent) => `${tokens(spent.tokens)} tokens, ${plural(spent.tool_calls, "tool call")}, ${Math.round(spent.minutes * 10) / 10} min`;
var mainText = (main) => `the main thread ${tokens(main.tokens)} tokens in ${plural(main.requests, "request")}`;
var FAR = 20;
function distance(a, b) {
  if (Math.abs(a.length - b.length) > FAR)
    return Math.abs(a.length - b.length);
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1;i <= a.length; i++) {
    const row = [i];
    for (let j = 1;j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2][j - 2] + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
var mostAway = ({ length }) => Math.min(length - 1, Math.max(2, Math.floor(length / 3)));
function didYouMean(given, known, prefix = "") {
  const best = known.map((name) => ({ name, away: name.startsWith(given) && given !== "" ? 1 : distance(given, name) })).sort((a, b) => a.away - b.away)[0];
  return best !== undefined && best.away > 0 && best.away <= mostAway(best.name) ? `; did you mean ${prefix}${best.name}?` : "";
}

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

export { fit, table, wrap, clip, cut, someOf, PLAIN, cleanPainted, clean, fold2, oneLine2, shown, moment, fence, PLAIN_LAYOUT, section, short, plural, tokens, spentText, mainText, distance, didYouMean, MAX_GLOB_LENGTH, projectPath, wholeGlob, globSet, guardSet, waysOf, mayMeet };
