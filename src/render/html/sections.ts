import { asItWas, duration, moment, oneLine, plural } from "../../text.ts";
import type { Caught, CriterionReport } from "../../workflows/contract.ts";
import { CALLED } from "../caught.ts";
import { agentCells, reviewerCells } from "../cost.ts";
import { isUntouched, standingText } from "../report.ts";
import type { Excerpt, Page, Round, TestRun } from "./data.ts";
import { html, type Markup, type Value } from "./markup.ts";

/** The parts of the page that are lists. */

/** Findings with their words; those beyond are counted. */
export const MAX_FINDINGS = 500;
/** Items of every other list. */
const MAX_ITEMS = 500;
/** Characters of one thing that somebody said. */
const MAX_SAID = 20_000;

/** What somebody wrote, with its own line breaks. */
export function said(text: string, whole: string): Markup {
  const left = text.length - MAX_SAID;
  return left <= 0
    ? html`<p class="said">${text.trim()}</p>`
    : html`<p class="said">${text.slice(0, MAX_SAID)} …</p><p class="left">${left} more characters: <code>${whole}</code></p>`;
}

/** At most `most` items, then how many more there are and where. */
function some<T>(page: Page, items: readonly T[], show: (item: T, at: number) => Markup, most = MAX_ITEMS): Value {
  const left = items.length - most;
  return [
    items.slice(0, most).map(show),
    left > 0
      ? html`<p class="left">${left} more are left out here; all of them: <code>${page.whole.report}</code></p>`
      : null,
  ];
}

const chip = (state: string, text: string): Markup => html`<span class="chip s-${state}">${text}</span>`;

function roundOf(one: Round): Markup {
  return html`<li><b>${one.task}</b> ${one.subject}: ${one.outcome === "" ? "no verdict" : one.outcome}${one.minutes > 0 ? html` <span class="muted">${duration(one.minutes)}</span>` : null}${one.summary === null ? null : html`<p class="said muted">${one.summary}</p>`}</li>`;
}

/** Rounds of one reviewer that are shown. */
const MAX_ROUNDS = 100;

/** The newest of a reviewer's rounds, oldest first, under how many there were before. */
function newest(page: Page, rounds: readonly Round[]): Value {
  const left = rounds.length - MAX_ROUNDS;
  return [
    left > 0
      ? html`<li class="left">${left} earlier ones are left out here; all of them: <code>${page.whole.report}</code></li>`
      : null,
    rounds.slice(-MAX_ROUNDS).map(roundOf),
  ];
}

/** Each reviewer: how it ended, its rounds, what it approved and what changed after. */
export function reviewers(page: Page): Value {
  return some(page, page.facts.reviewers, (one) => {
    const rounds = page.rounds.filter((round) => round.reviewer === one.name);
    const state = one.standing === "approved" ? "done" : one.standing === "not reached" ? "blocked" : "asks";
    const what = one.about === "tree" ? "the code" : `the ${one.about}`;
    const about =
      one.reviewed === null
        ? null
        : html`<p class="meta">Looked at ${what} ${asItWas(one.reviewed, one.final)}.${changedAfter(one.final, one.changed_after)}</p>`;
    return html`<div class="item"><div class="head"><h3>${one.name}</h3>${chip(state, one.standing)}<span class="muted">${one.by}${one.substituted && ", in its place"}</span></div><p>${standingText(one)}, ${plural(one.reviews, "round")}</p>${one.reason !== null && html`<blockquote class="said">${one.reason}</blockquote>`}${about}<ul>${newest(page, rounds)}</ul></div>`;
  });
}

/** Each seat with its newest word. */
export function voices(page: Page): Value {
  return some(page, page.panel?.voices ?? [], ({ name, by, said: word, approves, more }) => {
    const state = approves === null ? "blocked" : approves ? "done" : "asks";
    return html`<div class="item"><div class="head"><h3>${name}</h3>${chip(state, word)}<span class="muted">${by}</span></div>${more.map((line) => html`<p class="meta">${line}</p>`)}</div>`;
  });
}

function changedAfter(final: boolean | null, changed: string[] | null): Value {
  if (final === true) return " Nothing changed after it.";
  if (changed === null) return " What changed after it cannot be told any more.";
  if (changed.length === 0) return null;
  return html` Changed after it: ${changed.slice(0, 20).map((path, at) => html`${at > 0 && ", "}<code>${path}</code>`)}${changed.length > 20 && ` and ${changed.length - 20} more`}.`;
}

/** Lines of the file around a finding. */
function excerptOf({ first, lines, marked }: Excerpt): Markup {
  const line = (text: string, at: number): Markup => {
    const number = first + at;
    const isMeant = number >= marked[0] && number <= marked[1];
    return html`<span class="${isMeant ? "mark" : "near"}"><b>${number}</b>${text}\n</span>`;
  };
  return html`<pre class="excerpt" tabindex="0">${lines.map(line)}</pre>`;
}

function findingOf(page: Page, one: Caught, at: number): Markup {
  const excerpt = page.excerpts.get(at);
  const became = [
    one.mended_by === null ? "" : `Mended by ${one.mended_by}.`,
    one.closed_by === null ? "" : `${one.closed_by} agreed.`,
  ].filter((part) => part !== "");
  const disputed = page.facts.disputed.find((two) => two.id === one.id && two.reviewer === one.reviewer);
  const untouched = isUntouched(page.facts, one);
  const quoted = one.quote.trim() !== "";
  return html`<div class="item"><div class="head">${chip(one.severity, one.severity)}${chip(one.state, CALLED[one.state])}<b>${one.id}</b><span class="muted">${one.reviewer}, ${one.task}</span>${one.place !== null && html`<code>${one.place}</code>`}</div>${said(one.problem, page.whole.report)}${quoted && !excerpt && html`<pre tabindex="0">${one.quote}</pre>`}${quoted && excerpt !== undefined && html`<p class="meta">It quotes <code>${oneLine(one.quote)}</code></p>`}${excerpt ? excerptOf(excerpt) : null}${one.fix !== "" && html`<p><b>Fix:</b> <span class="said">${one.fix}</span></p>`}${became.length > 0 && html`<p class="meta">${became.join(" ")}</p>`}${untouched && html`<p class="meta">Called fixed elsewhere than at its place.</p>`}${(disputed?.declined ?? []).map((two) => html`<p class="meta">Declined by ${two.by}: ${two.reason}</p>`)}${disputed?.withdrawn ? html`<p class="meta">Withdrawn by ${disputed.withdrawn.by}: ${disputed.withdrawn.reason}</p>` : null}</div>`;
}

/** The findings that a page shows, by their place in the list: what is open comes first, then what is grave. */
export function shownFindings(all: readonly Caught[]): number[] {
  const order = ["open", "accepted", "outside", "mended", "withdrawn", "void"];
  const weight = ["blocker", "major", "minor"];
  return all
    .map((_, at) => at)
    .sort(
      (a, b) =>
        order.indexOf(all[a]!.state) - order.indexOf(all[b]!.state) ||
        weight.indexOf(all[a]!.severity) - weight.indexOf(all[b]!.severity) ||
        a - b,
    );
}

/** What reviewers found and what became of it. */
export function findings(page: Page): Value {
  const { findings: all } = page.facts;
  return some(page, shownFindings(all), (at) => findingOf(page, all[at]!, at), MAX_FINDINGS);
}

/** How a criterion stands: by its tests, else by the last reviewer who spoke of it. */
function metOf(one: CriterionReport): "met" | "unmet" | "unknown" {
  const met = one.met !== undefined ? one.met : one.verdicts.length === 0 ? null : one.verdicts.every((two) => two.met);
  return met === null ? "unknown" : met ? "met" : "unmet";
}

const MET = { met: "met", unmet: "not met", unknown: "not shown" };

export function criteria(page: Page): Value {
  return some(page, page.facts.criteria, (one) => {
    const state = metOf(one);
    const steps =
      one.steps.length === 0 ? null : html`<p class="meta">${one.steps_are ?? "Plan"}: ${one.steps.join(", ")}</p>`;
    const verdicts = one.verdicts.map(
      (two) =>
        html`<p class="meta">${two.reviewer}: ${two.met ? "met" : "not met"}${two.evidence.map((line) => html`<br><code>${oneLine(line)}</code>`)}</p>`,
    );
    const tests = (one.tests ?? []).map(
      (two) =>
        html`<p class="meta">${two.seen === null ? "Cannot be told" : two.seen ? "Seen to pass" : "Not seen to pass"}: ${oneLine(two.test)} in <code>${two.file}</code></p>`,
    );
    return html`<div class="item"><div class="head"><b>${one.id}</b>${chip(state, MET[state])}</div>${said(one.text, page.whole.report)}${steps}${verdicts}${tests}</div>`;
  });
}

const words = (name: string): string => name.replaceAll("_", " ");

/** Each run of the tests by the program, oldest first. */
export function tests(page: Page): Value {
  const { tests: told } = page.facts;
  const lines =
    told === null ? [] : [...(told.none === null ? [] : [`None was run by the program: ${told.none}.`]), ...told.last];
  const row = (run: TestRun): Markup =>
    html`${run.commands.map(
      (one) =>
        html`<tr><td>${run.baseline ? "before the work" : (run.task ?? "by hand")}<br><span class="muted">${moment(run.at, page.zone)}</span></td><td><code>${one.command}</code></td><td>${chip(one.state === "passed" ? "done" : one.state === "failed" ? "failed" : "waiting", words(one.state))}</td><td>${one.passed} passed, ${one.failed} failed${one.skipped > 0 && `, ${one.skipped} skipped`}</td><td>${duration(one.ms / 60_000)}</td></tr>`,
    )}${run.commands.length === 0 && html`<tr><td>${run.baseline ? "before the work" : (run.task ?? "by hand")}</td><td colspan="4">${words(run.outcome)}</td></tr>`}`;
  const table =
    page.tests.length === 0
      ? null
      : html`<table class="wide"><thead><tr><th>when</th><th>command</th><th>outcome</th><th>tests</th><th>time</th></tr></thead><tbody>${some(page, page.tests, row)}</tbody></table>`;
  return [lines.map((line) => html`<p>${line}</p>`), table];
}

export function decisions(page: Page): Value {
  return some(
    page,
    page.facts.decisions,
    (one) =>
      html`<div class="item"><div class="head"><b>${one.question}</b>${chip("ready", words(one.kind))}<span class="muted">${one.task !== null && `${one.task}, `}${moment(one.at, page.zone)}, by ${one.via}</span></div>${one.asked !== null && said(one.asked, page.whole.report)}${one.why !== null && html`<p class="meta">Asked early: ${one.why}</p>`}<p><b>${words(one.option)}</b></p>${one.text !== null && said(one.text, page.whole.report)}</div>`,
  );
}

export function waivers(page: Page): Value {
  return some(
    page,
    page.facts.waivers,
    (one) =>
      html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("waiting", `${one.kind} by the person`)}</div>${said(one.reason, page.whole.report)}</div>`,
  );
}

const REFUSED = {
  refused: "refused",
  stale: "came too late",
  denied: "denied",
  edited: "changed by hand",
};

export function refusals(page: Page): Value {
  return some(
    page,
    page.facts.refusals,
    (one) =>
      html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("asks", REFUSED[one.kind])}</div>${one.problems.slice(0, 50).map((problem) => said(problem, page.whole.report))}${one.problems.length > 50 && html`<p class="left">${one.problems.length - 50} more: <code>${page.whole.report}</code></p>`}</div>`,
  );
}

/** Lines of the same kind, such as assumptions. */
export const lines = (page: Page, all: readonly string[]): Value =>
  all.length === 0 ? null : html`<ul>${some(page, all, (one) => html`<li>${said(one, page.whole.report)}</li>`)}</ul>`;

export const notices = (page: Page): Value =>
  lines(
    page,
    page.facts.notices.map(({ text, decided }) => `${text}${decided === null ? "" : ` (${decided})`}`),
  );

/** The cells of a text's table; a first cell that is further in stays so. */
const tableOf = ([head = [], ...rows]: string[][]): Value =>
  html`<table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell.replace(/^ +/, "… ")}</td>`)}</tr>`)}</tbody></table>`;

/** What the run took: in money, by agent and round, and by reviewer with what it found. */
export function costs(page: Page): Value {
  const { spent } = page.facts;
  const found = reviewerCells(spent.reviewers);
  return html`${page.cost !== "" && html`<p>${page.cost}</p>`}${spent.agents.length > 0 && tableOf(agentCells(spent.agents))}${found.length > 0 && tableOf(found)}`;
}
