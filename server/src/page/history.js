import { follow, get, post } from "./api.js";
import { badge, el, lastPart, moreOf, personOf, put, STATES, say, short, titleOf, took, when } from "./dom.js";
import { confirmed } from "./questions.js";

/** All jobs, the newest ones first, by what they are searched for, which stands in the address. */

const FILTERS = ["text", "project", "person", "state", "workflow", "since", "until"];

/** So many are changed by one request, and looked at again. */
const AT_ONCE = 100;
const LISTED = 200;

const RETRIED = ["parked", "failed", "cancelled"];
const ENDED = ["complete", "failed", "cancelled"];
/** What is done with many, and the jobs to which it applies. */
const DEEDS = {
  retry: ["Try again", ({ state }) => RETRIED.includes(state)],
  cancel: ["Cancel", ({ state }) => !ENDED.includes(state)],
};

/** A day of the person as the moment of its begin, or of its end. */
function momentOf(day, later) {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  // The server says what is wrong with another one.
  return Number.isNaN(Number(at)) ? day : at.toISOString();
}

const historyOf = (name, value, shown) =>
  el("a", { href: `#/history?${new URLSearchParams({ [name]: value })}`, title: value }, shown);

/** Leads to all jobs of its project, and of who has asked for it. */
export const ofProject = ({ project }) => historyOf("project", project, lastPart(project));
export const ofPerson = (job) => historyOf("person", personOf(job), personOf(job));

const pair = (id, name, field) => el("div", { class: "pair" }, el("label", { for: id }, name), field);
/** An input whose suggestions `suggest` brings. */
export const wordField = (id, name, query) =>
  pair(id, name, el("input", { id, name: id, maxlength: 2000, list: `${id}-all`, spellcheck: "false", autocapitalize: "off", value: query.get(id) }));

/** Suggests the projects and people of jobs, and of those before. */
export function suggestions() {
  const known = { project: new Set(), person: new Set() };
  const lists = Object.keys(known).map((id) => el("datalist", { id: `${id}-all` }));
  return {
    lists,
    add(jobs) {
      for (const job of jobs) {
        known.project.add(job.project);
        known.person.add(personOf(job));
      }
      Object.values(known).forEach((values, at) => put(lists[at], [...values].map((value) => el("option", { value }))));
    },
  };
}

/** A form of filters, whose values come into the address of `page`. `names`: of those that the address may have. */
export function filterForm(page, query, names, fields, isLive = false) {
  const filteredBy = names.map((name) => query.get(name)).filter(Boolean).map((value) => short(value, 30)).join(", ");
  const go = (event) => {
    event.preventDefault();
    location.hash = `${page}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""))}`;
  };
  const form = el(
    "form",
    { class: "search", role: "search", onsubmit: go, onchange: isLive ? go : null },
    // On a phone they are one line until they are wanted.
    el(
      "details",
      { class: "filters", open: !matchMedia("(max-width: 40rem)").matches },
      el("summary", {}, "Filters", filteredBy === "" ? "" : `: ${filteredBy}`),
      fields,
    ),
  );
  return form;
}

const WORKFLOWS = ["multi-ai", "team", "council", "phases", "address"];

export async function showHistory(place, { query, may }) {
  const choice = (id, all) =>
    el(
      "select",
      { id, name: id },
      el("option", { value: "" }, "any"),
      all.map(([value, name]) => el("option", { value, selected: query.get(id) === value }, name)),
    );
  const form = filterForm("#/history", query, FILTERS, [
    pair(
      "text",
      "Text",
      el("input", { id: "text", name: "text", type: "search", maxlength: 200, value: query.get("text") }),
    ),
    wordField("project", "Project", query),
    wordField("person", "Person", query),
    pair("state", "State", choice("state", Object.entries(STATES))),
    pair(
      "workflow",
      "Workflow",
      choice(
        "workflow",
        WORKFLOWS.map((one) => [one, one]),
      ),
    ),
    el("div", { class: "row" }, ...[["since", "From"], ["until", "To"]].map(([id, name]) => pair(id, name, el("input", { id, name: id, class: "day", maxlength: 10, placeholder: "2026-01-31", pattern: "\\d{4}-\\d\\d-\\d\\d", value: query.get(id) }))), el("button", {}, "Search")),
  ]);
  const list = el("ul", { class: "rows" });
  const count = el("p", { class: "hint", role: "status" });
  const more = el("button", { type: "button", hidden: true }, "Older ones");
  const suggested = suggestions();
  /** Each job of the list, with its row. */
  const rows = new Map();
  const chosen = (deed) => [...rows.values()].filter(({ box, job }) => box?.checked && DEEDS[deed][1](job)).map(({ job }) => job.id);
  const all = el("input", { type: "checkbox", id: "all", onchange: () => choose(all.checked) });
  const problem = el("p", { class: "problem", role: "alert" });
  const buttons = Object.keys(DEEDS).map((deed) => el("button", { type: "button", onclick: () => change(deed) }));
  const many = may("submit")
    ? el("div", { class: "row many" }, el("label", { class: "choice", for: "all" }, all, el("span", {}, "All shown")), buttons)
    : null;
  put(place, el("h1", { tabindex: "-1" }, "History"), form, suggested.lists, count, many, problem, list, more);

  function choose(isChosen) {
    all.checked = isChosen;
    for (const { box } of rows.values()) if (box) box.checked = isChosen;
    tell();
  }
  /** How many each button would change. */
  function tell() {
    Object.entries(DEEDS).forEach(([deed, [name]], at) => {
      const { length } = chosen(deed);
      buttons[at].disabled = length === 0;
      say(buttons[at], length === 0 ? name : `${name} (${length})`);
    });
    if (many) many.hidden = rows.size === 0;
  }
  list.addEventListener("change", tell);
  tell();

  async function change(deed) {
    const [name] = DEEDS[deed];
    const ids = chosen(deed);
    const jobs = `${ids.length} ${ids.length === 1 ? "job" : "jobs"}`;
    if (!(await confirmed(`${name}: ${jobs}?`, name))) return;
    const before = new Map(ids.map((id) => [id, rows.get(id).job]));
    let failed = 0;
    try {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const done = await post(`/api/jobs/${deed}`, { ids: ids.slice(at, at + AT_ONCE) });
        for (const { id, ok, state, problem: why } of done.jobs) {
          const one = rows.get(id);
          one.result(ok ? "" : `Not changed. ${why}`);
          if (!ok) failed++;
          // It may have gone on already.
          else if (one.job === before.get(id)) one.show({ ...one.job, state, reason: null });
        }
      }
      say(problem, failed === 0 ? "" : `Not changed: ${failed} of ${jobs}. Each one says why.`);
    } catch (refused) {
      say(problem, refused.message);
    }
    choose(false);
    place.querySelector("h1").focus();
  }

  function take(job) {
    rows.get(job.id)?.show(job);
  }

  /** Looks at those that are shown again. */
  async function again() {
    const { jobs } = await get(`/api/jobs?${wanted({ limit: LISTED, state: "" })}`);
    jobs.forEach(take);
    tell();
  }

  /** What is asked for: what the address says, and more. */
  function wanted(more_) {
    const asked = { ...Object.fromEntries([...query].filter(([name, value]) => FILTERS.includes(name) && value)), ...more_ };
    if (asked.since) asked.since = momentOf(asked.since, 0);
    if (asked.until) asked.until = momentOf(asked.until, 1);
    return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  }

  let next = null;
  async function load() {
    const { jobs, next: following } = await get(`/api/jobs?${wanted(next === null ? {} : { before: next })}`);
    const first = list.children.length;
    for (const job of jobs) {
      const one = row(job, many !== null);
      rows.set(job.id, one);
      list.append(one.item);
    }
    suggested.add(jobs);
    tell();
    next = following;
    more.hidden = next === null;
    const shown = list.children.length;
    say(
      count,
      shown === 0
        ? next === null
          ? "No job matches."
          : "No newer job matches: look at older ones."
        : `${shown} ${shown === 1 ? "job" : "jobs"}${next ? " so far" : ""}`,
    );
    if (first > 0) list.children[first]?.querySelector("a").focus();
  }
  more.addEventListener("click", () => load().catch((refused) => say(count, refused.message)));
  await load();
  let isMissed = false;
  return follow(
    "/api/board/events",
    {
      job(job) {
        take(job);
        tell();
      },
      look: () => again().catch(() => {}),
    },
    (isAway) => {
      if (isMissed && !isAway) void again().catch(() => {});
      isMissed = isAway;
    },
  );
}

/** A job that is kept up to date, with what came of a deed to it. */
function row(job, isChosen) {
  const title = el("a", { class: "title", href: `#/job/${job.id}` }, titleOf(job));
  const facts = el("p", { class: "facts" });
  const why = el("p", { class: "more" });
  const result = el("p", { class: "warn", role: "status", hidden: true });
  const box = isChosen ? el("input", { type: "checkbox", value: job.id, "aria-label": titleOf(job, 60) }) : null;
  let shown = "";
  const made = {
    item: el("li", { class: "chosen" }, box, el("div", {}, title, facts, why, result)),
    box,
    job,
    show(now) {
      made.job = now;
      if (shown === JSON.stringify(now)) return;
      shown = JSON.stringify(now);
      put(
        facts,
        badge(now.state),
        el("span", {}, now.workflow),
        ofProject(now),
        ofPerson(now),
        when(now.created),
        now.ended ? el("span", {}, took(now.created, now.ended)) : null,
        now.rolled_back ? el("span", { class: "warn" }, "rolled back") : null,
      );
      say(why, moreOf(now));
      why.hidden = why.textContent === "";
    },
    result(text) {
      say(result, text);
      result.hidden = text === "";
    },
  };
  made.show(job);
  return made;
}
