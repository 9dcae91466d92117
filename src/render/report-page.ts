import { named } from "../command-line.ts";
import { here } from "../plugin.ts";
import { moment, oneLine, PLAIN, plural, titleOf, UNSAFE, type Zone } from "../text.ts";
import type { Caught, CriterionReport, ReportPart } from "../workflows/contract/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { CALLED, foundIn, statesText } from "./caught.ts";
import { diffCommand, nextSteps } from "./next-steps.ts";
import type { ReportFacts, ReviewerReport } from "./report.ts";
import {
  aboutText,
  autoText,
  becameText,
  isNews,
  partsOf,
  refusedTexts,
  reviewTone,
  roundsText,
  standingText,
  stateText,
  WHOLE,
} from "./report-parts.ts";
import { type FileDiff, filesInDiff } from "./shown/diff.ts";
import { headOf, isMet, PROOF, SIGN, type Tone } from "./shown/head.ts";

/**
 * The report as one page for a browser, with the final diff behind it. It loads and sends nothing,
 * is whole on a narrow screen, and prints as it is. Its one script writes times in the reader's
 * zone; without it they stay as they are.
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
p,li,td,dd{unicode-bidi:plaintext}
p{margin:.3rem 0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
ul,ol{padding-left:1.2rem;margin:.3rem 0}
summary{cursor:pointer}
table{border-collapse:collapse;width:100%}
.glance{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.2rem 0 .6rem}
.glance li{padding:.15rem .6rem;border:1px solid var(--line);border-radius:1rem;background:var(--panel)}
.glance .good,.tag.good{color:var(--good);background:var(--good-on)}
.glance .warn,.tag.warn{color:var(--warn);background:var(--warn-on)}
.glance .bad,.tag.bad{color:var(--bad);background:var(--bad-on)}
.tag{display:inline-block;padding:0 .5rem;border-radius:1rem;background:var(--panel);font-size:.85rem}
.quiet{color:var(--muted);font-size:.9rem}
.criteria td,.criteria th{padding:.5rem .6rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
.criteria td:first-child{width:1.6rem}
.good>.sign,.sign.good{color:var(--good)}.warn>.sign,.sign.warn{color:var(--warn)}.bad>.sign,.sign.bad{color:var(--bad)}
.strip{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:.6rem;list-style:none;padding:0}
.strip li{padding:.6rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--panel)}
.finding{margin:.8rem 0;padding:.7rem .8rem;border:1px solid var(--line);border-left:4px solid var(--line);border-radius:6px}
.finding.good{border-left-color:var(--good)}.finding.warn{border-left-color:var(--warn)}
.finding h3{margin:0 0 .3rem;font-size:1rem;font-weight:600}
.story time{display:inline-block;min-width:3.4rem;color:var(--muted)}
.files td{padding:.15rem .6rem .15rem 0}.files td+td{text-align:right;white-space:nowrap}
.plus{color:var(--good)}.minus{color:var(--bad)}
.file{margin:.8rem 0;border:1px solid var(--line);border-radius:6px}
.file summary{padding:.4rem .7rem;background:var(--panel);border-radius:6px}
.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8rem;direction:ltr}
.code td{padding:0 .5rem;white-space:pre-wrap;vertical-align:top;unicode-bidi:isolate}
.code td:first-child{width:3.5rem;text-align:right;color:var(--muted);user-select:none}
.added{background:var(--good-on);color:var(--good)}
.removed{background:var(--bad-on);color:var(--bad)}
.place td{color:var(--muted);background:var(--panel)}
tr:target td{outline:2px solid var(--link);outline-offset:-2px}
footer{margin-top:3rem;color:var(--muted);font-size:.85rem;border-top:1px solid var(--line);padding-top:.8rem}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
.finding,.strip li,tr,h2{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

/** Times in the reader's zone; a browser without it shows what stands there. */
const SCRIPT =
  'for(const t of document.querySelectorAll("time.at")){const d=new Date(t.dateTime);if(!isNaN(d))t.textContent=d.toLocaleString([],{dateStyle:"medium",timeStyle:"short"})}';

const hash = (text: string): string =>
  `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, sent or framed; of styles and scripts the page's own count. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

/**
 * A text of whatever origin as HTML; characters that change a text without being seen are shown by
 * their code.
 */
const escaped = (text: string): string => Bun.escapeHTML(text.replace(UNSAFE, named));
const line = (text: string): string => escaped(oneLine(text));
const code = (text: string): string => `<code>${line(text)}</code>`;
const tag = (tone: Tone, text: string): string => `<span class="tag ${tone}">${line(text)}</span>`;
const section = (title: string, body: string, id = ""): string =>
  body === "" ? "" : `<section${id && ` id="${id}"`}><h2>${line(title)}</h2>\n${body}</section>\n`;

export type Since = ReadonlyMap<string, FileDiff[]>;

/** What all parts of a page know. */
interface Page {
  facts: ReportFacts;
  files: FileDiff[];
  /** What changed since the review of a task, as far as it can be told. */
  since: Since;
  zone: Zone;
}

const timeAt = (at: string, { zone }: Page): string =>
  `<time class="at" datetime="${escaped(at)}">${line(moment(at, zone))}</time>`;

/** Where a line of a file stands on the page; undefined: it does not. */
function placeOnPage({ files }: Page, path: string, number: number): string | undefined {
  const at = files.findIndex((file) => file.path === path);
  const isThere = files[at]?.lines.some((one) => one.new === number);
  return at < 0 ? undefined : isThere ? `#f${at}l${number}` : `#f${at}`;
}

/** A place such as `src/a.ts:3`, with a link where the diff shows it. */
function place(page: Page, text: string): string {
  const [, path = text, number = "0"] = /^(.*?)(?::(\d+))?$/s.exec(text) ?? [];
  const to = placeOnPage(page, path, Number(number));
  return to === undefined ? code(text) : `<a href="${to}">${code(text)}</a>`;
}

/** Evidence as code with its line: `src/a.ts:3 "return 1;"`, or a test. */
function evidence(page: Page, text: string): string {
  const [, where, quote, more = ""] = /^(\S+?:\d+) "(.*)"( .*)?$/s.exec(text) ?? [];
  return where === undefined
    ? `<p>${line(text)}</p>`
    : `<p>${place(page, where)}${line(more)}</p><pre>${escaped(quote!)}</pre>`;
}

const MET = { true: "good", false: "bad", null: "none" } as const;

function criterionRow(page: Page, one: CriterionReport): string {
  const tone = MET[`${isMet(one)}`];
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const against = one.verdicts.filter(({ met }) => !met).map(({ reviewer }) => reviewer);
  const tests = (one.tests ?? []).map(({ test, file, seen }) => {
    const state: Tone = seen === true ? "good" : seen === false ? "bad" : "none";
    return `<p><span class="sign ${state}">${SIGN[state]}</span> ${line(test)} ${place(page, file)}</p>`;
  });
  const shown = [
    ...tests,
    ...(last?.evidence ?? []).map((text) => evidence(page, text)),
    ...(last ? [`<p class="quiet">${line(last.reviewer)}</p>`] : []),
    ...(against.length > 0 ? [`<p>Not met according to ${line(against.join(", "))}</p>`] : []),
  ].join("");
  const called = { good: "met", bad: "not met", none: "not shown" }[tone];
  return `<tr class="${tone}"><td class="sign"><span role="img" aria-label="${called}">${SIGN[tone]}</span></td><td><strong>${line(one.id)}</strong> ${line(one.text)}${shown || '<p class="quiet">no evidence on record</p>'}</td></tr>`;
}

const criteria = (page: Page): string => {
  const { criteria: all, criteria_in: from } = page.facts;
  const rows = all.map((one) => criterionRow(page, one)).join("\n");
  const none = from === null ? "" : `<p>No ${line(from)} on record.</p>`;
  return section(
    "Criteria",
    all.length === 0
      ? none
      : `<table class="criteria"><thead><tr><th scope="col"><span role="img" aria-label="State">✓</span></th><th scope="col">Criterion and what shows it</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
};

/** Lines before and behind a finding's own that are shown of the file as it is now. */
const AROUND = 2;

/**
 * What stands now where a finding was: its line as it was then, followed through what changed
 * since. Nothing where that does not show it.
 */
export function nowThere(since: readonly FileDiff[], at: string | null): string[] {
  const [, path, number] = /^(.+):(\d+)$/s.exec(at ?? "") ?? [];
  const lines = since.find((file) => file.path === path)?.lines ?? [];
  const was = lines.findIndex((one) => one.old === Number(number));
  const place = lines.slice(Math.max(0, was)).find((one) => one.new !== null)?.new;
  return was < 0 || place == null
    ? []
    : lines.flatMap((one) =>
        one.new !== null && Math.abs(one.new - place) <= AROUND ? [one.text] : [],
      );
}

function finding(page: Page, one: Caught): string {
  const isOpen = one.state === "open" || one.state === "outside";
  const now = one.state === "mended" ? nowThere(page.since.get(one.task) ?? [], one.place) : [];
  const [tone, proof] = one.proof === undefined ? (["none", ""] as const) : PROOF[one.proof];
  const { also = [], doubts = [], declined = [], withdrawn } = one;
  const codes = (label: string, kind: string, lines: string[]): string =>
    `<p class="quiet">${label}</p><pre class="${kind}">${escaped(lines.join("\n"))}</pre>`;
  const more = [
    becameText(one),
    ...also.map(({ by, problem }) => `${by}: ${problem}`),
    ...doubts,
    ...(withdrawn === undefined ? [] : [`withdrawn by ${withdrawn.by}: "${withdrawn.reason}"`]),
    ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${reason}"`),
  ];
  return `<article class="finding ${isOpen ? "warn" : "good"}"><h3>${line(`${one.task}.${one.id}`)} ${line(one.problem)}</h3>
<p>${tag(one.severity === "minor" ? "none" : "warn", one.severity)} ${tag(isOpen ? "warn" : "good", CALLED[one.state])} ${proof === "" ? "" : tag(tone, proof)} ${one.place === null ? "" : place(page, one.place)} <span class="quiet">${line(one.reviewer)}</span></p>
${one.quote === "" ? "" : codes("Before", "removed", [one.quote])}${now.length === 0 ? "" : codes("Now", "added", now)}${one.fix === "" ? "" : `<p>Fix: ${line(one.fix)}</p>`}
<ul class="quiet">${more.map((text) => `<li>${line(text)}</li>`).join("")}</ul></article>`;
}

function findings(page: Page): string {
  const { findings: all } = page.facts;
  const isOpen = ({ state }: Caught): boolean => state === "open" || state === "outside";
  const sorted = [...all.filter(isOpen), ...all.filter((one) => !isOpen(one))];
  const states = statesText(foundIn(all));
  return section(
    states === "" ? "Findings" : `Findings: ${states}`,
    sorted.map((one) => finding(page, one)).join("\n"),
  );
}

function reviewer(one: ReviewerReport): string {
  const tone = reviewTone(one);
  const more = [aboutText(one, WHOLE), ...refusedTexts(one)].filter((text) => text !== "");
  const by = `${one.by}${one.substituted ? ", in its place" : ""}, ${roundsText(one)}`;
  return `<li class="${tone}"><span class="sign">${SIGN[tone]}</span> <strong>${line(one.name)}</strong><br><span class="quiet">${line(by)}</span><br>${line(standingText(one))}${one.reason === null ? "" : `<br>"${line(one.reason)}"`}${more.map((text) => `<br><span class="quiet">${line(text)}</span>`).join("")}</li>`;
}

const reviewers = ({ facts }: Page): string =>
  section(
    "Reviewers",
    facts.reviewers.length === 0
      ? ""
      : `<ul class="strip">${facts.reviewers.map(reviewer).join("\n")}</ul>`,
  );

function partSection({ title, items, none, count = items.length, plain }: ReportPart): string {
  const listed = items.map(({ id, text, more = [] }) => {
    const below = more.map((one) => `<li>${line(one)}</li>`).join("");
    return `<li>${id === undefined ? "" : `<strong>${line(id)}</strong> `}${line(text)}${below && `<ul>${below}</ul>`}</li>`;
  });
  if (listed.length === 0) return none === undefined ? "" : `<p>${line(none)}</p>\n`;
  return section(plain ? title : `${title} (${count})`, `<ul>${listed.join("\n")}</ul>`);
}

function story(page: Page): string {
  const { moments } = page.facts;
  const items = moments.map(({ at, kind, text, more }) => {
    const tone: Tone =
      kind === "good" || kind === "complete"
        ? "good"
        : kind === "bad" || kind === "over"
          ? "bad"
          : kind === "warn" || kind === "asks" || kind === "again"
            ? "warn"
            : "none";
    const below = more.map((one) => `<li>${line(one)}</li>`).join("");
    return `<li class="${tone}">${timeAt(at, page)} <span class="sign">${SIGN[tone]}</span> ${line(text)}${below && `<ul>${below}</ul>`}</li>`;
  });
  return items.length === 0
    ? ""
    : `<section><h2>What happened</h2><details class="story"><summary>${plural(items.length, "moment")}</summary><ol>${items.join("\n")}</ol></details></section>\n`;
}

const counts = ({ added, removed }: Pick<FileDiff, "added" | "removed">): string =>
  `<span class="plus">+${added}</span> <span class="minus">-${removed}</span>`;

function fileDiff({ path, lines, ...file }: FileDiff, at: number): string {
  const rows = lines.map(({ kind, old, new: now, text }) => {
    const sign = { added: "+", removed: "-", same: " ", place: "" }[kind];
    const id = now === null ? "" : ` id="f${at}l${now}"`;
    return `<tr class="${kind}"${id}><td>${now ?? old ?? ""}</td><td>${sign}${escaped(text)}</td></tr>`;
  });
  const body =
    rows.length === 0
      ? '<p class="quiet">No lines are shown.</p>'
      : `<table class="code">${rows.join("")}</table>`;
  return `<details class="file" id="f${at}" open><summary>${code(path)} ${counts(file)}</summary>${body}</details>`;
}

function diffSection(page: Page, diff: PageDiff): string {
  const { facts, files: shown } = page;
  const { files, snapshot } = facts;
  const body = (): string => {
    if (diff === null || files === null) return "<p>What changed cannot be told any more.</p>";
    if (files.length === 0) return "<p>No file of the project changed.</p>";
    const whole = snapshot === null ? "the project itself" : code(diffCommand(facts));
    const left = diff.truncated || shown.length < files.length;
    const list = files.map(({ path, added, removed }) => {
      const at = shown.findIndex((file) => file.path === path);
      const name = at < 0 ? code(path) : `<a href="#f${at}">${code(path)}</a>`;
      return `<tr><td>${name}</td><td>${counts({ added, removed })}</td></tr>`;
    });
    return `<table class="files">${list.join("")}</table>
${shown.map(fileDiff).join("\n")}${left ? `<p>Not all of it is shown here. The whole: ${whole}</p>` : ""}`;
  };
  return section("Final diff", body(), "diff");
}

/** Columns of a title; the whole request stands below it. */
const TITLE = 120;

function head(page: Page): string {
  const { facts } = page;
  const title = titleOf(oneLine(facts.request), TITLE);
  const [unasked, state] = [autoText(facts), stateText(facts)];
  const own = moduleOf(facts.workflow).report.parts?.(facts);
  const table = own?.table?.({ width: WHOLE, paint: PLAIN, zone: page.zone }) ?? [];
  const laid = [...table, own?.about ?? "", own?.shown ?? ""]
    .map((text) => text.trimEnd())
    .filter((text) => text !== "" && oneLine(text) !== oneLine(facts.story ?? ""));
  const issue = /^https:\/\/[\w.:/-]+$/.test(facts.issue ?? "")
    ? `<p>From <a href="${escaped(facts.issue!)}">${line(facts.issue!)}</a></p>`
    : "";
  const until = facts.ended_at === null ? "now" : timeAt(facts.ended_at, page);
  const glance = headOf(facts).map(({ tone, text }) => {
    const sign = tone === "none" ? "" : `${SIGN[tone]} `;
    return `<li class="${tone}">${sign}${line(text)}</li>`;
  });
  return `<header><h1>${line(title)}</h1>
<ul class="glance">${glance.join("")}</ul>
${state === facts.status ? "" : `<p>${line(state)}</p>`}
<p class="quiet">${line(facts.run)} · ${timeAt(facts.started_at, page)} to ${until} · ${plural(facts.done, "task")} done, ${facts.fixes} of them fixes</p>
${title === oneLine(facts.request) ? "" : `<details><summary>The whole request</summary><pre>${escaped(facts.request)}</pre></details>`}
${issue}${isNews(facts) ? `<p>It is about: ${line(facts.story!)}</p>` : ""}${facts.rolled_back === null ? "" : `<p>${line(facts.rolled_back)}</p>`}${unasked === null ? "" : `<p>With ${code("--auto")} ${line(unasked)}.</p>`}
${laid.length === 0 ? "" : `<pre>${escaped(laid.join("\n"))}</pre>`}</header>\n`;
}

/** The report as a page. `rollback`: the command that brings the files back; null: none. Pure. */
export function pageText(
  facts: ReportFacts,
  rollback: string | null,
  diff: PageDiff,
  { made, version, zone }: { made: string; version: string; zone: Zone },
  since: Since = new Map(),
): string {
  const page: Page = { facts, files: filesInDiff(diff?.text ?? ""), since, zone };
  const own = moduleOf(facts.workflow).report.parts?.(facts);
  const rest = partsOf(facts, own, { most: WHOLE, zone }).filter(({ form }) => form !== true);
  const next = nextSteps(facts, rollback).map(
    ({ command, does }) => `<li>${code(command)}: ${line(does)}</li>`,
  );
  const told = [
    head(page),
    ...(own?.findings ? [findings(page), criteria(page)] : [criteria(page), findings(page)]),
    reviewers(page),
    ...rest.map(partSection),
    section("Next", next.length === 0 ? "" : `<ul>${next.join("\n")}</ul>`),
    story(page),
  ].join("");
  // How the program is called here is nobody else's business: a reader has it by its name.
  const called = escaped(here("")).trim();
  const text = called === "" ? told : told.replaceAll(called, "multi-ai");
  return `${BEGINNING}<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">
<title>${escaped(oneLine(facts.request).slice(0, 80))} – report of multi-ai</title><style>${STYLE}</style></head>
<body><main>${text}${diffSection(page, diff)}</main>
<footer>Made by multi-ai ${version} on ${timeAt(made, page)} from the run's journal.</footer><script>${SCRIPT}</script></body></html>
`;
}
