import { change, get, getJob, post } from "./api.js";
import { copyButton, el, field, minutes, number, put, say, tokens } from "./dom.js";

/** A new job: what, where, by which workflow, with which options and limits, and what that usually costs. */

/** A key that no other request has; a page by plain http from another machine has no randomUUID. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

/** What a request may have; the server takes no more. */
const MOST = 20_000;

/** What is typed stays for the next visit of the same address and over a reload, until it is sent. */
let draft = { key: newKey(), ...kept(sessionStorage, "draft") };
const keepDraft = (now) => {
  draft = now;
  keep(sessionStorage, "draft", draft);
};
/** Nothing of it is left for whoever signs in next. */
export const forget = () => keepDraft({ key: newKey() });

function kept(place, name) {
  try {
    return JSON.parse(place.getItem(name) ?? "{}");
  } catch {
    return {};
  }
}

function keep(place, name, value) {
  try {
    place.setItem(name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: it is typed again.
  }
}

function costText({ jobs, tokens: used, money, minutes: time }) {
  if (jobs === 0) return "No job of it is complete yet, so its cost is not known.";
  const parts = [
    used === null ? "" : `${tokens(used)} tokens`,
    money === null ? "" : `$${money.toFixed(2)}`,
    time === null ? "" : `${minutes(time)} of work`,
  ].filter((one) => one !== "");
  return `Usually ${parts.join(", ")} (median of ${jobs} ${jobs === 1 ? "job" : "jobs"}).`;
}

/** What a link to this form can fill in. */
const LINKED = ["project", "workflow", "request", "needs", "base", "after"];

/** What the form begins with: a job that is to be like another one, what the address says, or what was typed last. */
async function beginning(query) {
  const typed = draft.at === location.hash ? draft.typed : {};
  if (query.has("like")) {
    const { project, workflow, request, options, limits, priority, needs, base } = await getJob(query.get("like"));
    return { project, workflow, request, options, limits, priority, needs: needs.join(", "), base, ...typed };
  }
  const linked = Object.fromEntries(LINKED.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
  // The project, the workflow and the labels of the last job, for the next one.
  return { ...kept(localStorage, "start"), ...linked, ...typed };
}

export async function showStart(place, { may, query }) {
  if (!may("submit")) {
    put(
      place,
      el("h1", { tabindex: "-1" }, "New job"),
      el("p", { class: "problem" }, "Your token may only read. Sign in with one that may submit."),
    );
    return;
  }
  const [{ workflows, folders }, costs] = await Promise.all([get("/api/workflows"), get("/api/costs")]);
  const before = await beginning(query);

  const project = el("input", {
    ...{ id: "project", required: true, maxlength: 2000, list: "folders", spellcheck: "false" },
    ...{ autocapitalize: "off" },
    value: before.project ?? "",
    placeholder: folders[0] === undefined ? "" : `${folders[0]}/…`,
  });
  const request = el("textarea", { id: "request", required: true, rows: 6, "aria-describedby": "length" });
  request.value = before.request ?? "";
  const length = el("p", { class: "hint", id: "length", role: "status" });
  function measure() {
    const over = request.value.length > MOST;
    const why = `${request.value.length} of ${MOST} characters`;
    say(length, request.value.length > 0.9 * MOST ? `${why}${over ? ": shorten it, or put it into a file of the project and name that." : ""}` : "");
    length.className = over ? "bad" : "hint";
    request.setCustomValidity(over ? `${why}: shorten it.` : "");
  }

  const options = el("div", { class: "options" });
  const cost = el("p", { class: "cost", id: "cost", "aria-live": "polite" });
  const chosen = () => place.querySelector('input[name="workflow"]:checked').value;

  function showOptions() {
    const workflow = workflows.find(({ name }) => name === chosen());
    const inputs = workflow.options
      // Nobody who may not decide may have it decided for them.
      .filter(({ name }) => name !== "auto" || may("decide"))
      .map((option) => optionField(option, before.options?.[option.name]));
    put(options, inputs.length === 0 ? el("p", { class: "hint" }, "It has none.") : inputs);
    say(cost, costText(costs.workflows.find((one) => one.workflow === workflow.name)));
  }

  // Of an answer to a pull request there is none.
  const chosenFirst = workflows.some(({ name }) => name === before.workflow) ? before.workflow : "multi-ai";
  const choices = workflows.map(({ name, about }) =>
    el(
      "label",
      { class: "choice" },
      el("input", {
        ...{ type: "radio", name: "workflow", value: name, checked: name === chosenFirst },
        onchange: showOptions,
      }),
      el("span", {}, el("strong", {}, name), " ", el("span", { class: "hint" }, about)),
    ),
  );

  const limits = {
    minutes: number("minutes", { min: 1, max: 1440, step: 1, value: before.limits?.minutes }),
    tokens: number("tokens", { min: 1000, step: 1000, value: before.limits?.tokens }),
    money: number("money", { min: 0.01, step: 0.01, value: before.limits?.money }),
  };
  const priority = number("priority", { min: -100, max: 100, step: 1, value: before.priority ?? 0 });
  const word = (id, attributes) => el("input", { id, spellcheck: "false", autocapitalize: "off", ...attributes });
  const needs = word("needs", { maxlength: 400, value: before.needs, pattern: "[a-z0-9][a-z0-9._\\-]*( *, *[a-z0-9][a-z0-9._\\-]*)*" });
  const after = word("after", { maxlength: 36, value: before.after, pattern: "[0-9a-fA-F\\-]{36}" });
  const base = word("base", { maxlength: 200, value: before.base });
  const schedule = word("schedule", { maxlength: 60, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\-]*" });
  const cron = word("cron", { maxlength: 200, value: "0 3 * * 1-5" });
  const timezone = word("timezone", { maxlength: 60, value: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const problem = el("p", { class: "problem", role: "alert" });
  const button = el("button", { class: "main" }, "Queue the job");
  schedule.addEventListener("input", () => say(button, schedule.value === "" ? "Queue the job" : "Make the schedule"));

  async function send(event) {
    event.preventDefault();
    button.disabled = true;
    const body = {
      project: project.value,
      workflow: chosen(),
      request: request.value,
      options: optionValues(options),
      limits: Object.fromEntries(
        Object.entries(limits).flatMap(([name, { value }]) => (value === "" ? [] : [[name, Number(value)]])),
      ),
      priority: Number(priority.value || 0),
      needs: needs.value.split(/[\s,]+/).filter(Boolean),
      ...(after.value && { after: after.value }),
      ...(base.value && { base: base.value }),
    };
    try {
      const path =
        schedule.value === ""
          ? `#/job/${(await post("/api/jobs", body, { "idempotency-key": draft.key })).job.id}`
          : await scheduled(body);
      keep(localStorage, "start", { project: body.project, workflow: body.workflow, needs: needs.value });
      forget();
      location.hash = path;
    } catch (refused) {
      // Refused for what it is; the next one is another request. Without an answer it may have been taken: the key stays.
      if (refused.status !== 0 && refused.status < 500) keepDraft({ ...draft, key: newKey() });
      say(problem, refused.message);
      button.disabled = false;
    }
  }

  async function scheduled(job) {
    const wanted = { cron: cron.value, timezone: timezone.value, job };
    await change(`/api/schedules/${encodeURIComponent(schedule.value)}`, wanted);
    return "#/settings";
  }

  /** A template: whoever opens the link has the form filled in so. */
  const link = () => {
    const filled = { project, request, needs, base, after };
    const said = new URLSearchParams({ workflow: chosen() });
    for (const [name, { value }] of Object.entries(filled)) if (value !== "") said.set(name, value);
    return `${location.href.split("#")[0]}#/new?${said}`;
  };
  const copied = el("p", { class: "hint", role: "status" });
  const copy = copyButton("Copy as a link", link, (address, isCopied) =>
    put(copied, isCopied ? "Copied. The link fills this form in, for you and your team." : el("a", { href: address }, address)),
  );

  const typed = () => {
    measure();
    keepDraft({ ...draft, at: location.hash, typed: { project: project.value, request: request.value, workflow: chosen() } });
  };
  put(
    place,
    el("h1", { tabindex: "-1" }, "New job"),
    el(
      "form",
      { class: "start", onsubmit: send, oninput: typed },
      field("project", "Project", project, "A folder of the server, or a repository by https:// or ssh://"),
      el(
        "datalist",
        { id: "folders" },
        folders.map((value) => el("option", { value })),
      ),
      field("request", "What is to be done", request),
      length,
      el("fieldset", { class: "choices" }, el("legend", {}, "Workflow"), choices, cost),
      el("fieldset", {}, el("legend", {}, "Options"), options),
      el(
        "details",
        { open: ["needs", "after", "base", "limits"].some((name) => before[name] && Object.keys(before[name]).length > 0) },
        el("summary", {}, "Limits, order and workers"),
        el(
          "div",
          { class: "row" },
          field("minutes", "Minutes", limits.minutes),
          field("tokens", "Tokens", limits.tokens),
          field("money", "US dollars", limits.money),
          field("priority", "Priority, higher first", priority),
          field("needs", "Labels that its worker needs", needs, "With commas, such as gpu, linux"),
          field("after", "After the job", after, "Its id: begins when that is complete, on its branch"),
          field("base", "Branch to begin on", base, "Unless the default one"),
        ),
      ),
      el(
        "details",
        {},
        el("summary", {}, "Repeat"),
        el(
          "div",
          { class: "row" },
          field("schedule", "Name of the schedule", schedule),
          field("cron", "When", cron, "Minute, hour, day, month, day of the week"),
          field("timezone", "Time zone", timezone),
        ),
        el("p", { class: "hint" }, "With a name it is not queued now, but at these times, unless its last job is open."),
      ),
      problem,
      el("div", { class: "row" }, button, copy),
      copied,
    ),
  );
  showOptions();
  measure();
}

function optionField({ name, about, takes, choices }, value) {
  const id = `option-${name}`;
  // Without a name, the settings of the project have one.
  if (takes === "nothing" || takes === "name")
    return el(
      "label",
      { class: "choice" },
      el("input", { type: "checkbox", id, "data-option": name, checked: value !== undefined }),
      el("span", {}, el("strong", {}, name), " ", el("span", { class: "hint" }, about)),
    );
  const input =
    takes === "choice"
      ? el(
          "select",
          { id, "data-option": name },
          el("option", { value: "" }, "as the workflow has it"),
          choices.map((one) => el("option", { value: one, selected: one === value }, one)),
        )
      : el("input", {
          id,
          "data-option": name,
          maxlength: 200,
          value,
          pattern: "[A-Za-z0-9][A-Za-z0-9_,\\-]*",
          spellcheck: "false",
        });
  return field(id, name, input, about);
}

const optionValues = (options) =>
  Object.fromEntries(
    [...options.querySelectorAll("[data-option]")].flatMap((input) => {
      const value = input.type === "checkbox" ? input.checked : input.value.trim();
      return value === false || value === "" ? [] : [[input.dataset.option, value]];
    }),
  );
