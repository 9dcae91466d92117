import { el } from "./dom.js";
import { lexer } from "./marked.js";

/** Markdown as elements of text alone: HTML stands there as it was written, and no picture is loaded. */

/** Nobody reads more of it here. */
const MOST = 300_000;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const plain = (text) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one]);

/** `level`: of the heading that stands above it. */
export function markdown(text, level) {
  const cut = text.length > MOST;
  const blocks = lexer(cut ? text.slice(0, MOST) : text, { gfm: true });
  const depths = blocks.filter(({ type }) => type === "heading").map(({ depth }) => depth);
  const top = Math.min(...depths);
  let above = level;
  /** No level is skipped, whatever the text does. */
  const levelOf = (depth) => {
    above = Math.min(level + 1 + depth - top, above + 1, 6);
    return above;
  };
  const made = blocks.map((one) => block(one, levelOf));
  return el("div", { class: "document" }, made, cut ? el("p", { class: "hint" }, "It is longer than this.") : null);
}

const all = (tokens = []) => tokens.map(inline);

function block(token, levelOf) {
  const blocks = (tokens = []) => tokens.map((one) => block(one, levelOf));
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return el(`h${levelOf(token.depth)}`, {}, all(token.tokens));
    case "paragraph":
      return el("p", {}, all(token.tokens));
    case "list":
      return el(
        token.ordered ? "ol" : "ul",
        token.ordered && token.start > 1 ? { start: token.start } : {},
        token.items.map((item) => el("li", {}, blocks(item.tokens))),
      );
    case "blockquote":
      return el("blockquote", {}, blocks(token.tokens));
    case "code":
      return el("pre", {}, token.text);
    case "hr":
      return el("hr", {});
    case "table":
      return table(token);
    default:
      return inline(token);
  }
}

function table({ header, rows }) {
  return el(
    "div",
    { class: "wide" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, header.map(({ tokens }) => el("th", { scope: "col" }, all(tokens))))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map(({ tokens }) => el("td", {}, all(tokens)))))),
    ),
  );
}

function inline(token) {
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return el(token.type, {}, all(token.tokens));
    case "codespan":
      return el("code", {}, token.text);
    case "br":
      return el("br");
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "link":
    case "image":
      return link(token);
    case "text":
      return token.tokens ? el("span", {}, all(token.tokens)) : plain(token.text);
    case "escape":
      return token.text;
    default:
      return plain(token.raw ?? "");
  }
}

/** Where a link leads is seen before it is followed; one that does not lead into the web is text. */
function link({ href, text, tokens, type }) {
  const words = type === "link" ? all(tokens) : [`[${text}]`];
  if (href === text) return address(href, href);
  return el("span", {}, words, " (", address(href, href), ")");
}

/** An address as a link, if it is one of the web. */
export const address = (href, ...words) =>
  /^https?:\/\//.test(href) ? el("a", { href, rel: "noreferrer noopener", target: "_blank" }, words) : el("span", {}, words);
