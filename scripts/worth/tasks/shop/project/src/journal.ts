import type { Files } from "./files.ts";

/** The lines of a text, each JSON; a last one without its end was broken off, and is left out. */
export function readLines(text: string): unknown[] {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** A file with a line of JSON for each thing that happened. */
export class Journal {
  /** As many characters of the file are good. */
  private length: number;
  private isTorn: boolean;

  private constructor(
    private readonly files: Files,
    private readonly name: string,
    text: string,
  ) {
    this.length = text.lastIndexOf("\n") + 1;
    this.isTorn = this.length < text.length;
  }

  /** Opens a file, which is made with `first` as its first line where it is not there. */
  static async open(
    files: Files,
    name: string,
    first: unknown,
  ): Promise<{ journal: Journal; lines: unknown[] }> {
    let text = await files.read(name);
    if (text === null) {
      text = `${JSON.stringify(first)}\n`;
      await files.replace(name, text);
    }
    return { journal: new Journal(files, name, text), lines: readLines(text) };
  }

  /** Once this is done, the record is in the file; where it fails, it is not. */
  async append(record: unknown): Promise<void> {
    if (this.isTorn) {
      const text = (await this.files.read(this.name)) ?? "";
      await this.files.replace(this.name, text.slice(0, this.length));
      this.isTorn = false;
    }
    const line = `${JSON.stringify(record)}\n`;
    try {
      await this.files.append(this.name, line);
    } catch (error) {
      this.isTorn = true;
      throw error;
    }
    this.length += line.length;
  }
}
