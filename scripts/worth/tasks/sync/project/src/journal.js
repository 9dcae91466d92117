import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";

/** A file of JSON lines. */
export class Journal {
  constructor(file) {
    this.file = file;
  }

  /** All entries; a torn last line is cut off. */
  read() {
    if (!existsSync(this.file)) return [];
    const bytes = readFileSync(this.file);
    const end = bytes.lastIndexOf(10) + 1;
    if (end < bytes.length) truncateSync(this.file, end);
    const lines = bytes.subarray(0, end).toString().split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  append(entry) {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  /** Puts other entries in the place of all. */
  replace(entries) {
    replaceFile(this.file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }
}

export function replaceFile(file, text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
