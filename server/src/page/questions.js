import { post } from "./api.js";
import { el, put, say } from "./dom.js";

/**
 * The open questions of a job, each with a form to answer it. `decided`: called with the job as it is then. `fileOf`: an
 * element that opens a file of the run.
 */
export function questionsOf(job, { may, decided, fileOf }) {
  return job.question.all.map((question) => questionForm(job, question, { may, decided, fileOf }));
}

/** `AC1 Says hello`, `Out of scope: …`: what stands first is what a person looks for. */
const NAMED = /^([A-Z]{1,3}\d+|[A-Z][A-Za-z ]{2,30}:)(?= )/;

/** A line in which code stands as code. */
const inline = (text) =>
  text.split(/(`[^`\n]+`)/).map((part) => (/^`.+`$/s.test(part) ? el("code", {}, part.slice(1, -1)) : part));

/** What is asked, as what it is: what would run, the story, what else there is to read, and the price last. */
function aboutOf({ commands, lines, price, file }, fileOf) {
  // It stands for itself: what is sent or set is read as it is.
  if (commands === undefined)
    return lines.length === 0 ? null : el("div", { class: "lines", tabindex: "0", role: "region", "aria-label": "What it is about" }, lines.join("\n"));
  const isNamed = lines.map((line) => NAMED.test(line));
  const story = lines.map((line, at) => {
    const name = NAMED.exec(line)?.[1];
    if (name) return el("li", {}, el("strong", {}, name), inline(line.slice(name.length)));
    // What stands above such lines is their title.
    return el("li", { class: isNamed[at + 1] ? "head" : null }, inline(line));
  });
  return [
    commands.length === 0 ? null : el("pre", { class: "commands" }, commands.join("\n")),
    story.length === 0 ? null : el("ul", { class: "story" }, story),
    file ? fileOf(file) : null,
    price.length === 0 ? null : el("ul", { class: "price hint" }, price.map((line) => el("li", {}, line))),
  ];
}

function questionForm(job, question, { may, decided, fileOf }) {
  const name = `answer-${question.id}`;
  const text = el("textarea", { id: `${name}-text`, rows: 3, maxlength: 10000 });
  const words = el(
    "div",
    { class: "field", hidden: true },
    el("label", { for: `${name}-text` }, "In your words"),
    text,
  );
  const problem = el("p", { class: "problem", role: "alert" });
  const button = el("button", { class: "main" }, "Answer");
  const chosen = () => question.options[form.querySelector("input:checked")?.value];
  function choose() {
    const wantsText = chosen()?.text === true;
    words.hidden = !wantsText;
    text.required = wantsText;
  }
  const choices = question.options.map((option, index) =>
    el(
      "label",
      { class: "choice" },
      el("input", { type: "radio", name, value: index, required: true, onchange: choose }),
      el(
        "span",
        {},
        el("strong", {}, option.label),
        option.description ? el("span", { class: "hint" }, ` ${option.description}`) : null,
      ),
    ),
  );
  const answers = el("div", { class: "answers" });
  const form = el(
    "form",
    {
      class: "question",
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        const option = chosen();
        try {
          const answer = { question: question.id, option: option.name, text: option.text ? text.value : null, run: job.run };
          decided(await post(`/api/jobs/${job.id}/decide`, answer));
        } catch (refused) {
          say(problem, refused.message);
          button.disabled = false;
        }
      },
    },
    el("div", { class: "about" }, el("h2", {}, question.title), aboutOf(question, fileOf)),
    answers,
  );
  if (!may("decide")) put(answers, el("p", { class: "hint" }, "Your token may not decide."));
  else {
    const legend = el("legend", { class: "unseen" }, question.title);
    put(answers, el("fieldset", { class: "choices" }, legend, ...choices), words, problem, button);
  }
  return form;
}

/** A dialog with a heading above what it shows. */
export function showDialog(name, content) {
  const dialog = el(
    "dialog",
    { class: "reader", "aria-labelledby": "read", onclose: () => dialog.remove() },
    el(
      "form",
      { method: "dialog" },
      el("div", { class: "head" }, el("h2", { id: "read" }, name), el("button", { class: "plain" }, "Close")),
    ),
    content,
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** Asks for a yes before something that cannot be taken back; `more`: what is filled in with it. */
export function confirmed(text, yes, more = null) {
  return new Promise((resolve) => {
    const dialog = el(
      "dialog",
      {
        "aria-labelledby": "sure",
        onclose: () => {
          resolve(dialog.returnValue === "yes");
          dialog.remove();
        },
      },
      el("form", { method: "dialog" }),
    );
    put(
      dialog.firstChild,
      el("p", { id: "sure" }, text),
      more,
      el(
        "div",
        { class: "row" },
        el("button", { value: "yes", class: "main" }, yes),
        el("button", { value: "no", formnovalidate: true }, "Leave it"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
