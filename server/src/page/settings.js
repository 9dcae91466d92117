import { change, get, remove } from "./api.js";
import { confirmed } from "./questions.js";
import { announce, el, field, lastPart, number, put, say, short, when } from "./dom.js";

/** What counts for all jobs: limits, how long records are kept, and schedules. */

const numberOf = ({ value }) => (value === "" ? null : Number(value));

/** Limits of vendors as they are typed: `anthropic 4, openai 2`. */
const vendorsText = (vendors) =>
  Object.entries(vendors)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
const VENDORS = "\\s*([a-z][a-z0-9\\-]*\\s+[1-9][0-9]*\\s*(,\\s*|$))*";
const vendorsOf = (text) =>
  Object.fromEntries(
    text
      .split(",")
      .filter((one) => one.trim() !== "")
      .map((one) => one.trim().split(/\s+/))
      .map(([name, count]) => [name, Number(count)]),
  );

export async function showSettings(place, { may, person }) {
  const [settings, { schedules }] = await Promise.all([get("/api/settings"), get("/api/schedules")]);
  const isOpen = may("decide") && person.project === null;
  const limit = (id, value, more) => number(id, { min: 1, step: 1, disabled: !isOpen, value, ...more });
  const inProgress = limit("in-progress", settings.in_progress, { max: 10_000 });
  const days = limit("days", settings.keep.days, { max: 3_650 });
  const jobs = limit("jobs", settings.keep.jobs, { max: 10_000 });
  const jobDays = limit("job-days", settings.keep.job_days, { max: 36_500 });
  const perProject = limit("per-project", settings.per_project, { max: 10_000 });
  const vendors = el("input", {
    ...{ id: "vendors", pattern: VENDORS, maxlength: 1000, spellcheck: "false", autocapitalize: "off" },
    ...{ disabled: !isOpen, value: vendorsText(settings.vendors) },
  });
  const problem = el("p", { class: "problem", role: "alert" });

  async function save(event) {
    event.preventDefault();
    try {
      await change("/api/settings", {
        in_progress: numberOf(inProgress),
        vendors: vendorsOf(vendors.value),
        per_project: numberOf(perProject),
        keep: { days: numberOf(days), jobs: numberOf(jobs), job_days: numberOf(jobDays) },
      });
      say(problem, "");
      announce("The settings are saved");
      say(saved, "Saved.");
    } catch (refused) {
      say(problem, refused.message);
    }
  }

  const saved = el("p", { class: "hint", id: "saved" });
  put(
    place,
    el("h1", { tabindex: "-1" }, "Settings"),
    el(
      "form",
      { class: "start", onsubmit: save, oninput: () => say(saved, "") },
      field("in-progress", "Jobs in progress at most", inProgress, "Jobs with questions count. Waiting jobs start by themselves."),
      field("per-project", "Jobs of a project at once", perProject),
      field("vendors", "Jobs at once by vendor of their models", vendors, "Such as: anthropic 4, openai 2"),
      el(
        "div",
        { class: "row" },
        field("days", "Days that records are kept", days),
        field("jobs", "Ended jobs with a record", jobs),
        field("job-days", "Days until a job goes whole", jobDays),
      ),
      el("p", { class: "hint" }, "Empty: no limit. Reports and diffs stay when the record of a job is removed, and branches always."),
      problem,
      isOpen ? el("button", { class: "main" }, "Save") : el("p", { class: "hint" }, "Your token may not change these."),
      saved,
    ),
    el("h2", {}, "Schedules"),
    schedules.length === 0
      ? el("p", { class: "hint" }, "None. You can make one with a new job.")
      : el(
          "ul",
          { class: "rows", id: "schedules" },
          schedules.map((one) => scheduleRow(one, may)),
        ),
  );
}

function scheduleRow({ name, cron, timezone, job, who, next }, may) {
  const problem = el("p", { class: "problem", role: "alert" });
  const take = async () => {
    if (!(await confirmed(`Remove the schedule ${name}?`, "Remove it"))) return;
    try {
      await remove(`/api/schedules/${encodeURIComponent(name)}`);
      row.remove();
      // The button had the keyboard's place.
      document.querySelector("h1").focus();
      announce(`The schedule ${name} is removed`);
    } catch (refused) {
      say(problem, refused.message);
    }
  };
  const row = el(
    "li",
    {},
    el("strong", {}, name),
    el("span", {}, ` ${cron} (${timezone})`),
    el("p", {}, short(job.request)),
    el(
      "p",
      { class: "facts" },
      el("span", {}, job.workflow),
      el("span", {}, lastPart(job.project)),
      el("span", {}, `made by ${who}`),
      next ? el("span", {}, "next ", when(next)) : null,
    ),
    problem,
    may("submit") ? el("button", { type: "button", onclick: take, "aria-label": `Remove ${name}` }, "Remove") : null,
  );
  return row;
}
