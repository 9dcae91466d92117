// @bun
// src/workflows/stamp.ts
var STAMP = /^<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->$/;
function firstLine(text) {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (;; ) {
    const feed = text.slice(start, start + 4000).search(/[\r\n]/);
    const end = feed < 0 ? Math.min(text.length, start + 4000) : start + feed;
    const next = feed < 0 ? end : end + (text.startsWith(`\r
`, end) ? 2 : 1);
    if (text.slice(start, end).trim() !== "" || next >= text.length)
      return { start, end, next };
    start = next;
  }
}
function readStamp(text) {
  const { start, end } = firstLine(text);
  const found = STAMP.exec(text.slice(start, end).trim());
  return found === null ? null : { task: found[1], nonce: found[2] };
}
var stripStamp = (text) => readStamp(text) === null ? text : text.slice(firstLine(text).next);
var makeStamp = ({ task, nonce }) => `<!-- task: ${task} nonce: ${nonce} -->`;

export { readStamp, stripStamp, makeStamp };
