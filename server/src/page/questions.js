import { post } from "./api.js";
import { el, put, say } from "./dom.js";

/** The open questions of a job, each with a form to answer it. `decided`: called with the job as it is then. */
export function questionsOf(job, may, decided) {
  return job.question.all.map((question) => questionForm(job, question, may, decided));
}

function questionForm(job, question, may, decided) {
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
  const form = el(
    "form",
    {
      class: "question",
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        const option = chosen();
        try {
          const answer = { question: question.id, option: option.name, text: option.text ? text.value : null };
          decided(await post(`/api/jobs/${job.id}/decide`, answer));
        } catch (refused) {
          say(problem, refused.message);
          button.disabled = false;
        }
      },
    },
    el("h2", {}, question.title),
    question.lines.length === 0 ? null : el("div", { class: "lines" }, question.lines.join("\n")),
  );
  if (!may("decide")) form.append(el("p", { class: "hint" }, "Your token may not decide."));
  else {
    const legend = el("legend", { class: "unseen" }, question.title);
    form.append(el("fieldset", { class: "choices" }, legend, ...choices), words, problem, button);
  }
  return form;
}

/** Asks for a yes before something that cannot be taken back. */
export function confirmed(text, yes) {
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
      el(
        "div",
        { class: "row" },
        el("button", { value: "yes", class: "main" }, yes),
        el("button", { value: "no" }, "Leave it"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
