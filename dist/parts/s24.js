// @bun
// src/workflows/execute/sections.ts
var HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
var FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
function sectionsOf(text) {
  const sections = [];
  let open = null;
  for (const line of text.split(/\r?\n/)) {
    const [, marks = "", rest = ""] = FENCE.exec(line) ?? [];
    if (open !== null) {
      if (marks.startsWith(open) && rest.trim() === "")
        open = null;
    } else if (marks !== "" && !(marks.startsWith("`") && rest.includes("`")))
      open = marks;
    const heading = open === null && marks === "" ? HEADING.exec(line) : null;
    if (heading !== null)
      sections.push({ level: heading[1].length, title: heading[2], body: "" });
    else if (sections.length > 0)
      sections.at(-1).body += `${line}
`;
  }
  return sections.map((one) => ({ ...one, body: one.body.trim() }));
}
function sectionText(text, title) {
  const sections = sectionsOf(text);
  const at = sections.findIndex((one) => one.title.trim().toLowerCase() === title.toLowerCase());
  if (at < 0)
    return "";
  const next = sections.findIndex((one, index) => index > at && one.level <= sections[at].level);
  const below = sections.slice(at + 1, next < 0 ? undefined : next);
  const parts = [sections[at].body, ...below.map((one) => `${"#".repeat(one.level)} ${one.title}

${one.body}`)];
  return parts.join(`

`).trim();
}
function fencedLines(body) {
  const lines = body.split(`
`);
  const marks = FENCE.exec(lines[0] ?? "")?.[1];
  if (marks === undefined)
    return `found ${JSON.stringify(lines[0] ?? "")}, expected a block of code`;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === marks);
  if (end < 0)
    return "the block of code has no end";
  return lines.slice(end + 1).every((line) => line.trim() === "") ? lines.slice(1, end).filter((line) => line.trim() !== "") : "found text behind the block of code, expected nothing";
}

export { sectionsOf, sectionText, fencedLines };
