import { named } from "../../../command-line.ts";
import { here } from "../../../plugin.ts";
import { oneLine, titleOf, UNSAFE } from "../../../text.ts";
import type { Part, Row, Tone } from "../../../workflows/contract/contract.ts";
import { type Doc, signOf } from "./text.ts";

/**
 * Parts as one page for a browser. It loads, sends and runs nothing, is whole on a narrow screen,
 * and prints as it is.
 */

/**
 * How every page begins: what begins otherwise is no page of this program, and is not written over.
 */
export const BEGINNING = "<!doctype html>\n<!-- report of multi-ai. -->\n";

/** Colours of text and ground are pairs of at least 4.5:1, in the light and in the dark. */
const LIGHT =
  "--ground:#fff;--panel:#f6f8fa;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--link:#0550ae;" +
  "--good:#116329;--good-on:#dafbe1;--bad:#a40e26;--bad-on:#ffebe9;--warn:#7d4e00;--warn-on:#fff1c9;";
const DARK =
  "--ground:#0d1117;--panel:#151b23;--text:#e6edf3;--muted:#9198a1;--line:#3d444d;--link:#79c0ff;" +
  "--good:#56d364;--good-on:#12261e;--bad:#ff9a93;--bad-on:#33161b;--warn:#e3b341;--warn-on:#2e2410;";
const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem clamp(.75rem,3vw,2rem) 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .6rem}
h2{font-size:1.15rem;margin:2.2rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
p,li,td{unicode-bidi:plaintext}
p{margin:.3rem 0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
ul{padding-left:1.2rem;margin:.3rem 0}
main>section>ul,main>section>details>ul,.glance{list-style:none;padding:0}
main>section li{margin:.4rem 0}
li li{color:var(--muted);font-size:.9rem}
summary{cursor:pointer}
table{border-collapse:collapse;width:100%}
td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
.glance{display:flex;flex-wrap:wrap;gap:.4rem;margin:.2rem 0 .6rem}
.glance li{padding:.15rem .6rem;border:1px solid var(--line);border-radius:1rem;background:var(--panel)}
.glance .good{color:var(--good);background:var(--good-on)}
.glance .warn{color:var(--warn);background:var(--warn-on)}
.glance .bad{color:var(--bad);background:var(--bad-on)}
.sign.good{color:var(--good)}.sign.warn{color:var(--warn)}.sign.bad{color:var(--bad)}
footer{margin-top:3rem;color:var(--muted);font-size:.85rem;border-top:1px solid var(--line);padding-top:.8rem}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
li,tr,h2{break-inside:avoid}
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
const line = (text: string): string => escaped(oneLine(text));
const code = (text: string): string => `<code>${line(text)}</code>`;
const items = (lines: string[]): string =>
  lines.length === 0 ? "" : `<ul>${lines.map((text) => `<li>${text}</li>`).join("\n")}</ul>`;

const sign = (tone: Tone | Row["tone"], mark: string): string =>
  mark === "" ? "" : `<span class="sign ${tone}">${mark}</span> `;

const lead = ({ id, text, command, tone }: Row): string =>
  [
    sign(tone, signOf({ tone })),
    id === undefined ? "" : `<strong>${line(id)}</strong> `,
    command === undefined ? "" : `${code(command)}: `,
    line(text),
  ].join("");

function tableOf(names: string[], rows: Row[]): string {
  const head = names.map((name) => `<th scope="col">${line(name)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = [lead(row), ...(row.cells ?? []).map(line)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}

function section(part: Part): string {
  const { title, rows, none, columns, detail, count = rows.length } = part;
  if (rows.length === 0) return none === undefined ? "" : `<p>${line(none)}</p>\n`;
  const body = columns
    ? tableOf(columns, rows)
    : items(rows.map((row) => lead(row) + items((row.more ?? []).map(line))));
  const told = count === null ? "all" : `all ${count}`;
  const shown = detail ? `<details><summary>${told}</summary>${body}</details>` : body;
  const head =
    title === undefined ? "" : `<h2>${line(count === null ? title : `${title} (${count})`)}</h2>\n`;
  return `<section>${head}${shown}</section>\n`;
}

/** Columns of the page's title; the whole request stands below it. */
const TITLE = 120;

function head({ title, glance, request = "", issue, lines }: Doc): string {
  const marks = glance.map(
    (one) =>
      `<li class="${one.tone}">${one.tone === "none" ? "" : `${signOf(one)} `}${line(one.text)}</li>`,
  );
  const from =
    issue === undefined ? "" : `<p>From <a href="${escaped(issue)}">${line(issue)}</a></p>`;
  return `<header><h1>${line(titleOf(oneLine(request), TITLE))}</h1>
<ul class="glance">${marks.join("")}</ul>
<p>${line(title)}</p>
${lines.map((text) => `<p>${line(text)}</p>`).join("\n")}
${from}<details><summary>The whole request</summary><pre>${escaped(request)}</pre></details></header>\n`;
}

/** The page; `made`: by whom, and when. Pure. */
export function pageOf(doc: Doc, made: string): string {
  const told = head(doc) + doc.parts.map(section).join("");
  // How the program is called here is nobody else's business: a reader has it by its name.
  const called = escaped(here("")).trim();
  const text = called === "" ? told : told.replaceAll(called, "multi-ai");
  return `${BEGINNING}<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">
<title>${escaped(oneLine(doc.request ?? "").slice(0, 80))} – report of multi-ai</title><style>${STYLE}</style></head>
<body><main>${text}</main>
<footer>${line(made)}</footer></body></html>
`;
}
