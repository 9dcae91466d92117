import { duration, minutesBetween, moment, oneLine, plural, tokens } from "../../text.ts";
import { moneyText } from "../../workflows/money.ts";
import { foundIn, statesText } from "../caught.ts";
import type { Page } from "./data.ts";
import { diffSection } from "./diff.ts";
import { graph } from "./graph.ts";
import { html, type Markup, raw, type Value } from "./markup.ts";
import { replay, replayData } from "./replay.ts";
import { SCRIPT } from "./script.ts";
import {
  costs,
  criteria,
  decisions,
  findings,
  lines,
  notices,
  refusals,
  reviewers,
  said,
  tests,
  voices,
  waivers,
} from "./sections.ts";
import { STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";

/** How every page begins: what begins otherwise is no page of this program, and is not written over. */
export const BEGINNING = "<!doctype html>\n<!-- report of multi-ai. -->\n";

const hashOf = (text: string): string => `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, sent or framed; of scripts and styles those of this page alone count. */
const policy = (): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

/** The outcome as a sentence, and how its chip is coloured. */
function outcomeOf({ facts }: Page): { state: string; text: string } {
  const reason = facts.reason === "" ? "" : `: ${oneLine(facts.reason)}`;
  if (facts.status === "complete") {
    const without = facts.waivers.length;
    return without === 0
      ? { state: "done", text: "Complete" }
      : { state: "asks", text: `Complete, with ${plural(without, "approval")} waived or overruled by the person` };
  }
  if (facts.status === "failed") return { state: "failed", text: `Failed${reason}` };
  if (facts.status === "cancelled") return { state: "cancelled", text: `Cancelled${reason}` };
  return facts.status === "waiting_for_user"
    ? { state: "waiting", text: "Not over yet: waits for you" }
    : { state: "running", text: `Not over yet${reason}` };
}

const card = (name: string, value: Value, more: Value = null): Markup =>
  html`<div><dt>${name}</dt><dd>${value}${more !== null && html`<small>${more}</small>`}</dd></div>`;

function cards(page: Page): Markup {
  const { facts } = page;
  const end = facts.ended_at ?? page.made;
  const minutes = minutesBetween(facts.started_at, end);
  const { total, main_thread: main } = facts.spent;
  const files = facts.files ?? [];
  const sum = (key: "added" | "removed"): number => files.reduce((all, one) => all + one[key], 0);
  const approved = facts.reviewers.filter((one) => one.standing === "approved").length;
  return html`<dl class="cards">${[
    card(
      "Time",
      duration(minutes),
      `${moment(facts.started_at, page.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, page.zone)}`,
    ),
    card("Tasks done", facts.tasks, `${facts.fixes} of them ${facts.fixes === 1 ? "a fix" : "fixes"}`),
    facts.reviewers.length > 0 && card("Reviewers", `${approved} of ${facts.reviewers.length}`, "approved"),
    page.panel !== null &&
      card(
        page.panel.title,
        `${page.panel.voices.filter((one) => one.approves).length} of ${page.panel.voices.length}`,
        "approve",
      ),
    facts.findings.length > 0 && card("Findings", facts.findings.length, statesText(foundIn(facts.findings))),
    facts.files !== null && card("Files changed", files.length, `+${sum("added")} −${sum("removed")}`),
    (total.tokens > 0 || main !== null) &&
      card(
        "Tokens",
        tokens(total.tokens),
        main === null ? "of the agents" : `of the agents; ${tokens(main.tokens)} of the main thread`,
      ),
    page.cost !== "" && card("Cost", moneyText(facts.cost), page.cost),
  ]}</dl>`;
}

/** A part of the page: left out where there is nothing in it. */
interface Section {
  id: string;
  title: string;
  count: number | null;
  body: Value;
}

function sectionsOf(page: Page): Section[] {
  const { facts } = page;
  const all: (Section | null)[] = [
    facts.criteria.length > 0
      ? { id: "criteria", title: "Criteria", count: facts.criteria.length, body: criteria(page) }
      : null,
    { id: "graph-of-tasks", title: "Tasks and loops", count: page.tasks.length, body: [replay(page), graph(page)] },
    { id: "timeline", title: "Timeline", count: null, body: timeline(page) },
    facts.reviewers.length > 0
      ? { id: "reviewers", title: "Reviewers", count: facts.reviewers.length, body: reviewers(page) }
      : null,
    page.panel !== null && page.panel.voices.length > 0
      ? { id: "panel", title: page.panel.title, count: page.panel.voices.length, body: voices(page) }
      : null,
    page.own.length > 0
      ? {
          id: "own",
          title: "From the workflow",
          count: null,
          body: html`<pre tabindex="0">${page.own.join("\n").trim()}</pre>`,
        }
      : null,
    facts.findings.length > 0
      ? { id: "findings", title: "Findings", count: facts.findings.length, body: findings(page) }
      : null,
    page.cost !== "" || facts.spent.agents.length > 0
      ? { id: "cost", title: "Cost by agent and reviewer", count: null, body: costs(page) }
      : null,
    page.tests.length > 0 || facts.tests !== null
      ? { id: "tests", title: "Tests, run by the program", count: null, body: tests(page) }
      : null,
    facts.decisions.length > 0
      ? { id: "decisions", title: "Decided by the person", count: facts.decisions.length, body: decisions(page) }
      : null,
    facts.waivers.length > 0
      ? {
          id: "waivers",
          title: "Waivers and overrulings, no approvals",
          count: facts.waivers.length,
          body: waivers(page),
        }
      : null,
    facts.auto && facts.assumptions.length > 0
      ? {
          id: "assumed",
          title: "Assumed, never asked",
          count: facts.assumptions.length,
          body: lines(page, facts.assumptions),
        }
      : null,
    facts.deviations.length > 0
      ? {
          id: "deviations",
          title: "Departures from the plan",
          count: facts.deviations.length,
          body: lines(page, facts.deviations),
        }
      : null,
    facts.refusals.length > 0
      ? {
          id: "refusals",
          title: "Refused, stale, denied or edited",
          count: facts.refusals.length,
          body: refusals(page),
        }
      : null,
    facts.notices.length > 0
      ? { id: "notices", title: "Noticed", count: facts.notices.length, body: notices(page) }
      : null,
    facts.repository.length > 0
      ? {
          id: "repository",
          title: "Commits and branches during the run",
          count: facts.repository.length,
          body: lines(page, facts.repository),
        }
      : null,
    facts.missing.length > 0
      ? {
          id: "missing",
          title: "Not on record any more",
          count: facts.missing.length,
          body: lines(page, facts.missing),
        }
      : null,
    { id: "diff", title: "Final diff", count: null, body: diffSection(page) },
  ];
  return all.filter((one) => one !== null);
}

const sectionOf = ({ id, title, count, body }: Section): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}${count !== null && html` <small>${count}</small>`}</h2>${body}</section>`;

/** Characters of the request that stand at the top; the whole is below. */
const MAX_TITLE = 240;

function head(page: Page): Markup {
  const { facts } = page;
  const { state, text } = outcomeOf(page);
  const request = facts.request.trim();
  const isLong = request.length > MAX_TITLE;
  return html`<header><p class="top"><span>Report of multi-ai</span><code>${facts.run}</code><span>${facts.workflow}</span>${facts.auto && html`<span>--auto: no questions</span>`}</p><h1>${isLong ? `${request.slice(0, MAX_TITLE)}…` : request}</h1>${isLong && html`<details><summary>The whole request</summary>${said(request, page.whole.report)}</details>`}<p><span class="chip verdict s-${state}">${text}</span></p>${facts.story !== null && oneLine(facts.story) !== oneLine(request) && said(facts.story, page.whole.report)}${cards(page)}</header>`;
}

/** The page as one file: it needs nothing else, and without script all but its slider is there. Pure. */
export function pageText(page: Page): string {
  const sections = sectionsOf(page);
  const title = oneLine(page.facts.request).slice(0, 80);
  const body = html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${raw(policy())}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${title} – report of multi-ai</title><style>${raw(STYLE)}</style></head>
<body>${head(page)}<nav aria-label="Sections">${sections.map((one) => html`<a href="#${one.id}">${one.title}</a> `)}</nav>
<main>${sections.map((one) => html`${sectionOf(one)}\n`)}</main>
<footer>Made by multi-ai ${page.version} on ${moment(page.made, page.zone)} from the run's journal. ${page.facts.claims.checked} claims of agents were checked, ${page.facts.claims.refused} refused. The same as data: <code>${page.whole.report}</code></footer>
<script type="application/json" id="journal">${replayData(page)}</script>
<script>${raw(SCRIPT)}</script></body></html>
`;
  return BEGINNING + body.text;
}
