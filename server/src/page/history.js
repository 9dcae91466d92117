import { get } from "./api.js";
import { badge, el, lastPart, put, STATES, say, short, spentText, took, when } from "./dom.js";

/** All jobs, the newest ones first, by text, state and workflow; the search stands in the address. */

const WORKFLOWS = ["multi-ai", "team", "council", "phases", "address"];

export async function showHistory(place, { query }) {
  const choice = (id, all) =>
    el(
      "select",
      { id, name: id },
      el("option", { value: "" }, "any"),
      all.map(([value, name]) => el("option", { value, selected: query.get(id) === value }, name)),
    );
  const pair = (id, name, field) => el("div", { class: "pair" }, el("label", { for: id }, name), field);
  const form = el(
    "form",
    {
      class: "search",
      role: "search",
      onsubmit: (event) => {
        event.preventDefault();
        const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
        location.hash = `#/history?${wanted}`;
      },
    },
    pair(
      "text",
      "Text",
      el("input", { id: "text", name: "text", type: "search", maxlength: 200, value: query.get("text") }),
    ),
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
  );
  const list = el("ul", { class: "rows" });
  const count = el("p", { class: "hint", role: "status" });
  const more = el("button", { type: "button", hidden: true }, "Older ones");
  put(place, el("h1", { tabindex: "-1" }, "History"), form, count, list, more);

  let next = null;
  async function load() {
    const wanted = new URLSearchParams([...query].filter(([name]) => ["text", "state", "workflow"].includes(name)));
    if (next !== null) wanted.set("before", next);
    const { jobs, next: following } = await get(`/api/jobs?${wanted}`);
    const first = list.children.length;
    list.append(...jobs.map(row));
    next = following;
    more.hidden = next === null;
    const shown = list.children.length;
    say(
      count,
      shown === 0 ? "No job matches." : `${shown} ${shown === 1 ? "job" : "jobs"}${next ? " so far" : ""}`,
    );
    if (first > 0) list.children[first]?.querySelector("a").focus();
  }
  more.addEventListener("click", () => load().catch((refused) => say(count, refused.message)));
  await load();
}

function row(job) {
  const title = el("a", { class: "title", href: `#/job/${job.id}` }, short(job.request));
  const facts = el(
    "p",
    { class: "facts" },
    badge(job.state),
    el("span", {}, job.workflow),
    el("span", {}, lastPart(job.project)),
    when(job.created),
    job.ended ? el("span", {}, took(job.created, job.ended)) : null,
    el("span", {}, spentText(job.spent)),
  );
  return el("li", {}, title, facts);
}
