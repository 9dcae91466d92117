import { named } from "../command-line.ts";
import { moment, oneLine, UNSAFE, type Zone } from "../text.ts";
import { JOINED } from "./markdown-text.ts";
import { diffCommand } from "./next-steps.ts";
import type { ReportFacts } from "./report.ts";

/**
 * The report as one page for a browser: its markdown, and the final diff behind it. It loads
 * nothing and runs nothing, is whole on a narrow screen, and prints as it is.
 */

/**
 * How every page begins: what begins otherwise is no page of this program, and is not written over.
 */
export const BEGINNING = "<!doctype html>\n<!-- report of multi-ai. -->\n";

/** The final diff; null: it cannot be told any more. `truncated`: it goes on. */
export type PageDiff = { text: string; truncated: boolean } | null;

/** Colours of text and ground are pairs of at least 4.5:1, in the light and in the dark. */
const LIGHT =
  "--ground:#fff;--panel:#f6f8fa;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--link:#0550ae;" +
  "--good:#116329;--good-on:#dafbe1;--bad:#a40e26;--bad-on:#ffebe9;";
const DARK =
  "--ground:#0d1117;--panel:#151b23;--text:#e6edf3;--muted:#9198a1;--line:#3d444d;--link:#79c0ff;" +
  "--good:#56d364;--good-on:#12261e;--bad:#ff9a93;--bad-on:#33161b;";
const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem clamp(.75rem,3vw,2rem) 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}
h2{font-size:1.2rem;margin:2.2rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
p,li{unicode-bidi:plaintext}
a{color:var(--link)}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
ul{padding-left:1.2rem}
nav{display:flex;flex-wrap:wrap;gap:.2rem .9rem;font-size:.9rem}
.added{background:var(--good-on);color:var(--good)}
.removed{background:var(--bad-on);color:var(--bad)}
.added,.removed,.same{display:block;min-height:1.5em}
footer{margin-top:3rem;color:var(--muted);font-size:.85rem;border-top:1px solid var(--line);padding-top:.8rem}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
nav{display:none}
li,h2{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

/** Nothing is loaded, sent, framed or run; of styles the page's own counts. */
const POLICY = `default-src 'none'; style-src 'sha256-${new Bun.CryptoHasher("sha256").update(STYLE).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'`;

/**
 * A text of whatever origin as HTML; characters that change a text without being seen are shown by
 * their code.
 */
const escaped = (text: string): string => Bun.escapeHTML(text.replace(UNSAFE, named));

const diffLine = (line: string): string => {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
  return `<span class="${kind}">${escaped(line)}</span>`;
};

function diffSection(facts: ReportFacts, diff: PageDiff): string {
  const { files, snapshot } = facts;
  if (diff === null || files === null) return "<p>What changed cannot be told any more.</p>";
  if (files.length === 0) return "<p>No file of the project changed.</p>";
  const whole =
    snapshot === null ? "the project itself" : `<code>${escaped(diffCommand(facts))}</code>`;
  const parts = diff.text.match(/^diff --git /gm) ?? [];
  const left = diff.truncated || parts.length < files.length;
  const lines = diff.text.replace(/\n$/, "").split("\n");
  return `<pre>${lines.map(diffLine).join("")}</pre>${left ? `<p>Not all of it is shown here. The whole: ${whole}</p>` : ""}`;
}

/**
 * The report as a page. `markdown`: the report's text, with the words of others already escaped.
 * Pure.
 */
export function pageText(
  facts: ReportFacts,
  markdown: string,
  diff: PageDiff,
  { made, version, zone }: { made: string; version: string; zone: Zone },
): string {
  const options = { headings: { ids: true }, noHtmlBlocks: true, noHtmlSpans: true } as const;
  const report = Bun.markdown.html(markdown, options).replaceAll(JOINED, "");
  const body = `${report}<h2 id="diff">Final diff</h2>\n${diffSection(facts, diff)}`;
  const links = [...body.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)].map(
    ([, id, title]) => `<a href="#${id}">${title}</a>`,
  );
  return `${BEGINNING}<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">
<title>${escaped(oneLine(facts.request).slice(0, 80))} – report of multi-ai</title><style>${STYLE}</style></head>
<body><nav aria-label="Sections">${links.join(" ")}</nav>
<main>${body}</main>
<footer>Made by multi-ai ${version} on ${moment(made, zone)} from the run's journal.</footer></body></html>
`;
}
