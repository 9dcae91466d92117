/** A section of a markdown text; `body` ends before the next heading of any level. */
export interface Section {
  level: number;
  title: string;
  body: string;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** The sections of a markdown text, in order. A heading inside of a code fence is none. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let open: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, marks = "", rest = ""] = FENCE.exec(line) ?? [];
    if (open !== null) {
      if (marks.startsWith(open) && rest.trim() === "") open = null;
    } else if (marks !== "" && !(marks.startsWith("`") && rest.includes("`"))) open = marks;
    const heading = open === null && marks === "" ? HEADING.exec(line) : null;
    if (heading !== null) sections.push({ level: heading[1]!.length, title: heading[2]!, body: "" });
    else if (sections.length > 0) sections.at(-1)!.body += `${line}\n`;
  }
  return sections.map((one) => ({ ...one, body: one.body.trim() }));
}

/** A section with all that stands below it, by its title in any case; "" where there is none. */
export function sectionText(text: string, title: string): string {
  const sections = sectionsOf(text);
  const at = sections.findIndex((one) => one.title.trim().toLowerCase() === title.toLowerCase());
  if (at < 0) return "";
  const next = sections.findIndex((one, index) => index > at && one.level <= sections[at]!.level);
  const below = sections.slice(at + 1, next < 0 ? undefined : next);
  const parts = [sections[at]!.body, ...below.map((one) => `${"#".repeat(one.level)} ${one.title}\n\n${one.body}`)];
  return parts.join("\n\n").trim();
}

/** The lines of the only fenced block of a section; a text says what is wrong with it. */
export function fencedLines(body: string): string[] | string {
  const lines = body.split("\n");
  const marks = FENCE.exec(lines[0] ?? "")?.[1];
  if (marks === undefined) return `found ${JSON.stringify(lines[0] ?? "")}, expected a block of code`;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === marks);
  if (end < 0) return "the block of code has no end";
  return lines.slice(end + 1).every((line) => line.trim() === "")
    ? lines.slice(1, end).filter((line) => line.trim() !== "")
    : "found text behind the block of code, expected nothing";
}
