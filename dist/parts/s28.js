// @bun
// src/text.ts
var columns2 = (text) => Bun.stringWidth(text);
function fit(text, width) {
  if (columns2(text) <= width)
    return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns2(cut + segment) > width - 1)
      break;
    cut += segment;
  }
  return `${cut}\u2026`;
}
var pad = (text, width) => text + " ".repeat(Math.max(0, width - columns2(text)));
var MIN_CELL_WIDTH = 12;
var MIN_WHOLE_CELL = 6;
function table(rows, width, flexible, isWhole = false) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columns2(row[at] ?? ""))));
  let over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  for (const least of isWhole ? [MIN_CELL_WIDTH, MIN_WHOLE_CELL] : [MIN_CELL_WIDTH])
    for (const at of flexible) {
      const given = Math.max(0, Math.min(over, widths[at] - least));
      widths[at] -= given;
      over -= given;
    }
  const line = (row) => row.map((cell, at) => pad(fit(cell, widths[at]), widths[at])).join("  ");
  if (!isWhole)
    return rows.map((row) => fit(line(row).trimEnd(), width));
  return rows.map((row) => {
    const cells = row.map((cell, at) => wrapWhole(cell, widths[at], 0));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, down) => line(cells.map((cell) => cell[down] ?? "")).trimEnd()).join(`
`);
  });
}
function wrap(line, width) {
  const indent = /^ */.exec(line)[0];
  const lines = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const next = current === "" ? indent + word : `${current} ${word}`;
    if (current !== "" && columns2(next) > width) {
      lines.push(current);
      current = indent + word;
    } else
      current = next;
  }
  return [...lines, current].map((one) => fit(one, width));
}
function wrapWhole(line, width, hang = 2) {
  const indent = /^ */.exec(line)[0];
  const lines = [];
  let [current, isEmpty] = [indent, true];
  const close = () => {
    lines.push(current);
    [current, isEmpty] = [indent + " ".repeat(hang), true];
  };
  for (const word of line.trimStart().split(" ")) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    if (columns2(next) <= width) {
      [current, isEmpty] = [next, false];
      continue;
    }
    if (!isEmpty)
      close();
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (!isEmpty && columns2(current + segment) > width)
        close();
      [current, isEmpty] = [current + segment, false];
    }
  }
  return [...lines, current];
}
var laid = (text, width, isWhole) => isWhole ? wrapWhole(text, width) : [fit(text, width)];
function clip(items, max, show) {
  if (items.length <= max)
    return items.map(show);
  return [...items.slice(0, max - 1).map(show), `\u2026 and ${items.length - max + 1} more`];
}
var cut = (text, max) => text.length > max ? `${text.slice(0, max - 1)}\u2026` : text;
var thenText = (ids) => ids.length === 0 ? "" : `, then ${someOf(ids, 3)}`;
var someOf = (names, most) => names.slice(0, most).join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");
var same = (text) => text;
var PLAIN = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
var cleanPainted = (text) => text.split(/(\u001b\[\d+m)/).map((part, at) => at % 2 === 1 ? part : clean(part)).join("");
var UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
var clean = (text) => text.replace(UNSAFE, "");
var fold2 = (text) => composed(text).split(/\s+/u).filter(Boolean).join(" ");
var composed = (text) => /[^\0-\x7f]/.test(text) ? text.normalize("NFC") : text;
var oneLine2 = (text) => clean(text.replace(/\s+/g, " ")).trim();
function shown(value) {
  if (value === undefined)
    return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}\u2026` : json;
}
var clocks = new Map;
function clockOf(zone) {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  clocks.set(zone, clock);
  return clock;
}
function moment(at, zone = "UTC") {
  const time = new Date(at);
  if (Number.isNaN(time.getTime()))
    return at;
  const said = clockOf(zone).format(time);
  return zone === "UTC" ? `${said} UTC` : said;
}
var minutesBetween = (from, to) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 60000) || 0;
function duration(minutes) {
  if (minutes < 1)
    return `${Math.round(minutes * 60)} s`;
  const whole = Math.round(minutes);
  if (whole < 60)
    return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48)
    return `${hours} h ${String(whole % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
function fence(text, language = "") {
  const longest = (text.match(/`{4,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 3);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}
${text.trimEnd()}
${ticks}`;
}
var HOST_TABLE = 70;
var PLAIN_LAYOUT = { width: 100, paint: PLAIN };
function section(title, count, lines) {
  return lines.length === 0 ? [] : ["", `${title} (${count})`, ...lines.map((line) => `  ${line}`)];
}
var short = (hash) => hash.replace(/^(\w+:)?([0-9a-f]{12})[0-9a-f]*$/, "$1$2");
var asItWas = (hash, final) => {
  const letters = short(hash).replace(/^\w+:/, "");
  if (final === true)
    return `as it is at the end (${letters})`;
  return `as it was then (${letters})${final === false ? ", which changed after it" : ""}`;
};
var quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
var plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
var dollars = (usd) => usd >= 1 || usd === 0 ? `$${usd.toFixed(2)}` : `$${Number(usd.toFixed(4))}`;
var ownPart = (parts) => parts.some(Boolean) ? parts.every((one) => one === "all") ? "all" : "part" : undefined;
var atPrices = (own, of = "") => [own && `${own === "all" ? "" : "partly "}at the prices of your settings`, own !== "all" && `at API list prices${of}`].filter(Boolean).join(", else ");
var tokens = (count) => count < 1e4 ? String(count) : count < 1e6 ? `${Math.round(count / 1000)} k` : `${(count / 1e6).toFixed(1)} M`;
var bytesText = (bytes) => bytes < 1e4 ? plural(bytes, "byte") : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
var spentText = (spent) => `${tokens(spent.tokens)} tokens, ${plural(spent.tool_calls, "tool call")}, ${duration(spent.minutes)}`;
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
var mostAway = ({ length }) => Math.min(length >> 1, Math.max(2, Math.floor(length / 3)));
function didYouMean(given, known, prefix = "") {
  const best = known.map((name) => ({ name, away: name.startsWith(given) && given !== "" ? 1 : distance(given, name) })).sort((a, b) => a.away - b.away)[0];
  return best !== undefined && best.away > 0 && best.away <= mostAway(best.name) ? `; did you mean ${prefix}${best.name}?` : "";
}

export { columns2, fit, table, wrap, wrapWhole, laid, clip, cut, thenText, someOf, PLAIN, cleanPainted, UNSAFE, clean, fold2, oneLine2, shown, moment, minutesBetween, duration, fence, HOST_TABLE, PLAIN_LAYOUT, section, short, asItWas, quote, plural, dollars, ownPart, atPrices, tokens, bytesText, spentText, mainText, distance, didYouMean };
