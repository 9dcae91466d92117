// @bun
import {
  sha256
} from "./s68.js";
import {
  parseJson
} from "./s81.js";

// src/record/written.ts
var LAYOUT = /[\s*_|-]+/g;
function senseOf(bytes) {
  const json = parseJson(bytes);
  return sha256(json.ok ? JSON.stringify(json.value) : new TextDecoder().decode(bytes).replaceAll(LAYOUT, ""));
}
var isReplacement = (value) => typeof value?.old_string === "string" && typeof value?.new_string === "string";
function senseOfCall(input, response) {
  const original = response.originalFile ?? "";
  const text = typeof original === "string" ? textAfter(input, original) : null;
  return text === null ? null : senseOfText(text);
}
var NONCE = /\bnonce"?\s*:\s*"?([0-9a-f]{16,64})\b/g;
function continues({ wrote, nonce }, input, response) {
  const original = response.originalFile;
  if (typeof input.content === "string" || typeof original !== "string" || original === "")
    return true;
  if (wrote !== undefined)
    return senseOfText(original) === wrote;
  return ![...original.matchAll(NONCE)].some(([, found]) => sha256(found) === nonce);
}
var senseOfText = (text) => senseOf(new TextEncoder().encode(text));
function textAfter(input, before) {
  if (typeof input.content === "string")
    return input.content;
  const edits = Array.isArray(input.edits) ? input.edits : [input];
  if (!edits.every(isReplacement))
    return null;
  let text = before;
  for (const { old_string, new_string, replace_all } of edits)
    text = old_string === "" ? new_string : replace_all === true ? text.replaceAll(old_string, () => new_string) : text.replace(old_string, () => new_string);
  return text;
}
var fitsEdit = (input, before) => (Array.isArray(input.edits) ? input.edits : [input]).every((one) => isReplacement(one) && (one.old_string === "" || before.includes(one.old_string)));

export { senseOf, senseOfCall, continues, senseOfText, textAfter, fitsEdit };
