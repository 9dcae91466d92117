// Every text that a person may meet, in one place: by file, with its line, and … for what is put
// in. bun tests/messages/list.ts [the beginning of a path below src, such as cli/ or
// workflows/team] …
import { asWritten, textsForPeople } from "./written.ts";

const wanted = process.argv.slice(2);
let last = "";
for (const one of await textsForPeople()) {
  if (wanted.length > 0 && !wanted.some((start) => one.file.startsWith(start))) continue;
  if (one.file !== last) console.log(`\n${one.file}`);
  last = one.file;
  console.log(`${String(one.line).padStart(5)}  ${asWritten(one).replaceAll("\n", "\\n")}`);
}
