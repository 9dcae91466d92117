import { get, post } from "./api.js";
import { badge, el, lastPart, put, STATES, say, short, spentText, took, when } from "./dom.js";
import { confirmed } from "./questions.js";

/** All jobs, the newest ones first, by what they are searched for, which stands in the address. */

const FILTERS = ["text", "project", "person", "state", "workflow"];

/** So many are changed by one request. */
const AT_ONCE = 100;

export const personOf = ({ source }) => source.person ?? source.name;
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
    el("button", {}, "Search"),
  ]);
  const list = el("ul", { class: "rows" });
  const count = el("p", { class: "hint", role: "status" });
  const more = el("button", { type: "button", hidden: true }, "Older ones");
  const suggested = suggestions();
  const chosen = () => [...list.querySelectorAll("input:checked")].map(({ value }) => value);
  const all = el("input", { type: "checkbox", id: "all", onchange: () => choose(all.checked) });
  const problem = el("p", { class: "problem", role: "alert" });
  const retry = el("button", { type: "button", onclick: () => change("retry", "Try again") }, "Try again");
  const cancel = el("button", { type: "button", onclick: () => change("cancel", "Cancel") }, "Cancel");
  const many = may("submit")
    ? el("div", { class: "row many" }, el("label", { class: "choice", for: "all" }, all, el("span", {}, "All shown")), retry, cancel)
    : null;
  put(place, el("h1", { tabindex: "-1" }, "History"), form, suggested.lists, count, many, problem, list, more);

  function choose(isChosen) {
    for (const one of list.querySelectorAll("input")) one.checked = isChosen;
    tell();
  }
  /** How many each button would change. */
  function tell() {
    const { length } = chosen();
    for (const [button, name] of [[retry, "Try again"], [cancel, "Cancel"]]) {
      button.disabled = length === 0;
      say(button, length === 0 ? name : `${name} (${length})`);
    }
    if (many) many.hidden = list.children.length === 0;
  }
  list.addEventListener("change", tell);

  async function change(what, name) {
    const ids = chosen();
    const jobs = `${ids.length} ${ids.length === 1 ? "job" : "jobs"}`;
    if (!(await confirmed(`${name}: ${jobs}?`, name))) return;
    const failed = [];
    try {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const done = await post(`/api/jobs/${what}`, { ids: ids.slice(at, at + AT_ONCE) });
        failed.push(...done.jobs.filter(({ ok }) => !ok));
      }
      say(problem, failed.length === 0 ? "" : `${failed.length} of ${jobs} stay as they are: ${failed[0].problem}`);
    } catch (refused) {
      say(problem, refused.message);
    }
    list.replaceChildren();
    all.checked = false;
    next = null;
    await load();
    place.querySelector("h1").focus();
  }

  let next = null;
  async function load() {
    const wanted = new URLSearchParams([...query].filter(([name]) => FILTERS.includes(name)));
    if (next !== null) wanted.set("before", next);
    const { jobs, next: following } = await get(`/api/jobs?${wanted}`);
    const first = list.children.length;
    list.append(...jobs.map((job) => row(job, many !== null)));
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
}

function row(job, isChosen) {
  const title = el("a", { class: "title", href: `#/job/${job.id}` }, short(job.request));
  const facts = el(
    "p",
    { class: "facts" },
    badge(job.state),
    el("span", {}, job.workflow),
    ofProject(job),
    ofPerson(job),
    when(job.created),
    job.ended ? el("span", {}, took(job.created, job.ended)) : null,
    el("span", {}, spentText(job.spent)),
  );
  const box = isChosen ? el("input", { type: "checkbox", value: job.id, "aria-label": short(job.request, 60) }) : null;
  return el("li", { class: "chosen" }, box, el("div", {}, title, facts));
}
