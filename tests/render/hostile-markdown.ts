// Texts that would be markdown, or would reach somebody on GitHub, and what shows whether they did.

import { pageText, type ReportFacts } from "../../src/render/report/report.ts";

/** All that GitHub's markdown has beyond the common one. */
export const EXTENSIONS = {
  autolinks: true,
  tables: true,
  strikethrough: true,
  tasklists: true,
  latexMath: true,
  wikiLinks: true,
};

export const HOSTILE: string[] = [
  "# A heading",
  "Setext\n===",
  "---",
  "***",
  "- an item",
  "+ an item",
  "* an item",
  "1. an item",
  "2) an item",
  "- [x] a task",
  "> a quotation",
  "> [!WARNING]",
  "a | b | c",
  "| a |\n| --- |",
  "[a link](https://evil.example)",
  "![a picture](https://evil.example/p.png)",
  "[ref]: https://evil.example",
  "a footnote[^1]",
  "[[wiki]]",
  "<script>alert(1)</script>",
  "<!-- a comment",
  "--> </details>",
  "<https://evil.example>",
  "see https://evil.example/a?b=c_d_e",
  "see www.evil.example and ftp://evil.example",
  "write to mailto:a@evil.example or a@evil.example",
  "**bold** __bold__ *i* _i_ ~~gone~~ ~gone~",
  "snake_case __init__ a_b_c",
  "`code` and ```fence",
  "```js",
  "~~~",
  "    indented",
  "a formula $x$ and $$y$$",
  "&lt;b&gt; &amp; &#60;i&#62; &copy;",
  "a backslash at the end\\",
  "\\<b>\\[x](y)",
  "@octocat please look, @org/team too",
  "fixes #12, Closes: o/r#3 and resolves GH-4",
  "fix https://github.com/o/r/issues/5",
  ":tada: done :+1:",
  "a line\n# another one\n\n\n<b>third</b>",
  "mixed |`# @a` [x](y) <b>",
];

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/** What a reader sees of a page, in one line, without what parts a name from its mark. */
export const seenText = (page: string): string =>
  page
    .replace(/<[^>]*>/g, "")
    .replace(/&(\w+|#39);/g, (whole, name) => ENTITIES[name] ?? whole)
    .replaceAll("\u200d", "")
    .replace(/\s+/g, " ")
    .trim();

/** What GitHub would take for a mention, a reference or an address, wherever it finds it. */
export const addressed = (text: string): string[] =>
  [
    /(?:^|[^\w`/])@[a-z\d][\w-]*/gi,
    /(?:^|[^&\w])#\d+/g,
    /\w+#\d+/g,
    /\bgh-\d+/gi,
    /\b(?:https?|ftp):\/\//gi,
  ].flatMap((pattern) => text.match(pattern) ?? []);

/** Every text in it, but what the program itself has chosen among a few, as somebody hostile would write it. */
export function attacked(facts: ReportFacts, words: string): ReportFacts {
  const own = new Set(
    "run workflow status state standing proof via kind at began started_at ended_at base final snapshot".split(
      " ",
    ),
  );
  const changed = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return own.has(key) ? value : words;
    if (Array.isArray(value)) return value.map((one) => changed(one, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, changed(one, name)]),
    );
  };
  return changed({ ...facts, council: undefined }, "") as ReportFacts;
}

/** The page of a run in which every text is the same one. */
export function hostilePage(facts: ReportFacts, words: string): string {
  const bad = attacked(facts, words);
  const about = { made: "2026-01-31T12:00:00Z", version: "0.0.0", zone: "UTC" as const };
  return pageText(bad, null, about);
}
