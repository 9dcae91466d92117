// @bun
// src/workflows/phases/planning/edit-lines.ts
function splitLines(text) {
  const parts = text.split(/(\r\n|\n|\r)/);
  return Array.from({ length: (parts.length + 1) / 2 }, (_, at) => ({
    text: parts[2 * at],
    end: parts[2 * at + 1] ?? ""
  }));
}
var joinLines = (lines) => lines.map(({ text, end }) => text + end).join("");
var endOf = (lines) => lines[0]?.end || `
`;
function putLines(lines, at, count, texts) {
  const end = endOf(lines);
  const added = texts.map((text) => ({ text, end }));
  const isLast = at + count >= lines.length;
  const last = lines.at(-1);
  lines.splice(at, count, ...added);
  if (!isLast || last === undefined || added.length === 0)
    return;
  const before = lines[at - 1];
  if (before !== undefined && before.end === "")
    before.end = end;
  lines.at(-1).end = "";
}
var BOX = /^(\s*[-*+]\s+\[).(?=\])/;
var hasBox = (line) => BOX.test(line);
var withBox = (line, done) => line.replace(BOX, (_, before) => `${before}${done ? "x" : " "}`);
function inTurn(text, ...steps) {
  let edited = { ok: true, text };
  for (const step of steps) {
    if (!edited.ok)
      return edited;
    edited = step(edited.text);
  }
  return edited;
}

export { splitLines, joinLines, endOf, putLines, hasBox, withBox, inTurn };
