// @bun
// src/host/rows.ts
var NEWLINE = 10;
var textOf2 = (content) => typeof content === "string" ? content : Array.isArray(content) ? content.map((one) => typeof one?.text === "string" ? one.text : "").join(`
`) : "";
function blocksOf(line) {
  try {
    const row = JSON.parse(line);
    const content = row.message?.content;
    return { row, blocks: Array.isArray(content) ? content : [] };
  } catch {
    return { row: {}, blocks: [] };
  }
}
function* rowsWith(bytes, text, from = 0) {
  for (let at = bytes.indexOf(text, from);at >= 0; ) {
    const end = bytes.indexOf(NEWLINE, at);
    yield bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
}
var timeOf = ({ timestamp }) => typeof timestamp === "string" ? timestamp : "";
var fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
function callsIn(line) {
  const { row, blocks } = blocksOf(line);
  if (row.type !== "assistant")
    return [];
  return blocks.flatMap(({ type, id, name, input }) => type === "tool_use" && typeof id === "string" && typeof name === "string" ? [{ id, name, input: fieldsOf(input), at: timeOf(row) }] : []);
}
function callFinder(bytes) {
  let last = 0;
  const find = (id, from) => {
    const named = `"id":${JSON.stringify(id)}`;
    for (const line of rowsWith(bytes, named, from)) {
      const found = callsIn(line).find((one) => one.id === id);
      if (!found)
        continue;
      last = bytes.indexOf(named, from);
      return found;
    }
    return null;
  };
  return (id) => find(id, last) ?? (last === 0 ? null : find(id, 0));
}
function resultIn(bytes, id) {
  for (const line of rowsWith(bytes, `"tool_use_id":${JSON.stringify(id)}`)) {
    const { row, blocks } = blocksOf(line);
    const found = blocks.find((one) => one.type === "tool_result" && one.tool_use_id === id);
    if (row.type === "user" && found)
      return {
        isError: found.is_error === true,
        text: textOf2(found.content),
        answer: fieldsOf(row.toolUseResult),
        at: timeOf(row)
      };
  }
  return null;
}
var FIRST_PART = 256 * 1024;
function beginsAt(bytes) {
  for (const line of bytes.toString("utf8", 0, FIRST_PART).split(`
`)) {
    const at = timeOf(blocksOf(line).row);
    if (at !== "")
      return at;
  }
  return null;
}

export { textOf2, blocksOf, rowsWith, callsIn, callFinder, resultIn, beginsAt };
