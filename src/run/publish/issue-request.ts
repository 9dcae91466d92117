import { cut, oneLine, plural } from "../../text.ts";
import { visibleText } from "./visible-text.ts";

/** Characters of a title and of a body that become the request: with what is said of them fewer than a request may have. */
const MAX_TITLE = 300;
const MAX_BODY = 19_000;

/**
 * What of an issue is a request, whoever reads it: its title and body as its page shows them. Null:
 * it has no title. `url`: where the rest stands.
 */
export function issueRequest(issue: { title: string; body: string; url: string }): string | null {
  const title = cut(oneLine(visibleText(issue.title).text), MAX_TITLE);
  if (title === "") return null;
  const { text: body, hidden: unseen } = visibleText(issue.body);
  const hidden =
    unseen === 0 ? "" : `\n\n[${plural(unseen, "character")} hidden on the page left out]`;
  const more = `\n\n[… ${body.length - MAX_BODY} more characters at ${issue.url}]`;
  const bounded =
    body.length > MAX_BODY ? `${body.slice(0, MAX_BODY).toWellFormed()}${more}` : body;
  return `${title}\n\n${bounded}`.trim() + hidden;
}
