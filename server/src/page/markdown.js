import { el } from "./dom.js";
import { Lexer, Tokenizer } from "./marked.js";

/**
 * Markdown as elements of text alone: HTML stands there as it was written, and no picture is loaded. Strangers write it, and
 * some of the library's work grows with the square of a text or with what is nested in it: what is too much stands there as
 * it was written, too.
 */

/** Nobody reads more of it here. */
const MOST = 300_000;
/** What comes after so many characters is shown as it is. */
const READ = 100_000;
/** So deep are quotes, lists and emphasis read. */
const DEEPEST = 20;
/** Characters without an empty line between them. */
const RUN = 20_000;
/** Characters of a quote. */
const QUOTE = 5_000;
/** Characters that are looked at again as parts of quotes and lists. */
const NESTED = 100_000;
/** Characters of a paragraph; the sum of their squares; and of one that costs next to nothing. */
const LONG = 2_000;
const SQUARES = 30_000_000;
const SHORT = 100;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const plain = (text) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one]);

/** Of a quote that ends in another one or in lines without a mark, all that follows is read again. */
class Quotes extends Tokenizer {
  blockquote(text) {
    const [raw = ""] = this.rules.block.blockquote.exec(text) ?? [];
    return raw.length > QUOTE ? { type: "code", raw, text: raw } : super.blockquote(text);
  }
}

class Bounded extends Lexer {
  blocks = 0;
  inlines = 0;
  nested = 0;
  squares = 0;
  blockTokens(text, tokens = [], ...more) {
    if (this.blocks > 0) this.nested += text.length;
    if (this.blocks > DEEPEST || this.nested > NESTED) {
      tokens.push({ type: "code", raw: text, text });
      return tokens;
    }
    this.blocks++;
    super.blockTokens(text, tokens, ...more);
    this.blocks--;
    return tokens;
  }
  inlineTokens(text, tokens = []) {
    const square = text.length ** 2;
    if (this.inlines > DEEPEST || text.length > LONG || (text.length > SHORT && this.squares + square > SQUARES)) {
      tokens.push({ type: "escape", raw: text, text });
      return tokens;
    }
    this.squares += square;
    this.inlines++;
    super.inlineTokens(text, tokens);
    this.inlines--;
    return tokens;
  }
}

/** `level`: of the heading that stands above it. What stands beside it is there whatever the text is. */
export function markdown(text, level) {
  const cut = text.length > MOST;
  const shown = cut ? text.slice(0, MOST) : text;
  let made;
  try {
    const rest = shown.slice(READ);
    made = [blocksOf(shown.slice(0, READ), level), rest === "" ? null : el("pre", {}, rest)];
  } catch {
    made = el("pre", {}, shown);
  }
  return el("div", { class: "document" }, made, cut ? el("p", { class: "hint" }, "It is longer than this.") : null);
}

function blocksOf(text, level) {
  if (text.split(/\n\s*\n/).some(({ length }) => length > RUN)) return el("pre", {}, text);
  const blocks = new Bounded({ gfm: true, tokenizer: new Quotes() }).lex(text);
  const depths = blocks.filter(({ type }) => type === "heading").map(({ depth }) => depth);
  const top = Math.min(...depths);
  let above = level;
  /** No level is skipped, whatever the text does. */
  const levelOf = (depth) => {
    above = Math.min(level + 1 + depth - top, above + 1, 6);
    return above;
  };
  return blocks.map((one) => block(one, levelOf));
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
