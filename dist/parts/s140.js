// @bun
import {
  fold2
} from "./s28.js";

// src/workflows/phases/planning/prose.ts
var HIDES = /<(?=!--|\/?(?:details|summary|pre|script|style|textarea|blockquote)\b)/gi;
var BEGINS = /^(?=[#>|]|`{3}|~{3}|[-*+](?:\s|$)|(?:[-*_]\s*){3,}$)/;
var NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;
var LABEL = /^(?=\*\*|__)/;
var inline = (text) => fold2(text).replace(HIDES, "&lt;");
var begun = (line) => line.replace(NUMBERED, "$1\\$2").replace(BEGINS, "\\");
var entry = (text) => begun(inline(text)).replace(LABEL, "\\");
var bullets = (texts, none = "None") => texts.length === 0 ? [none] : texts.map((one) => `- ${entry(one)}`);
var paragraphs = (text) => text.trim().split(/\r\n|\n|\r/).map((line) => line.trim().replace(HIDES, "&lt;").replace(/^(?=#|`{3}|~{3}|\|)/, "\\")).join(`
`);

export { inline, entry, bullets, paragraphs };
