const NEWLINE = 10;
const RETURN = 13;

/** The lines of a stream of bytes, without their ends, one by one as they come. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      yield whole(parts);
      parts = [];
      from = end + 1;
    }
    // The stream may use its memory again.
    if (from < chunk.length) parts.push(chunk.slice(from));
  }
  if (parts.length > 0) yield whole(parts);
}

function whole(parts: readonly Uint8Array[]): Uint8Array {
  const line = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
