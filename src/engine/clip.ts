const encoder = new TextEncoder();
/** Bytes that a text takes within a JSON string. */
const size = (text: string): number => encoder.encode(JSON.stringify(text)).length - 2;

/**
 * The beginning of a text that takes at most `bytes` in a journal line, with `mark` where it was cut: a longer line could
 * not be recorded, and the decision with it would be lost.
 */
export function clip(text: string, bytes: number, mark = "…"): string {
  // One character takes at most six bytes, as \u0000.
  if (text.length * 6 <= bytes || size(text) <= bytes) return text;
  let room = bytes - size(mark);
  let kept = "";
  for (const char of text) {
    room -= size(char);
    if (room < 0) break;
    kept += char;
  }
  return kept + mark;
}
