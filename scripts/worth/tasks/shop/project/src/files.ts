import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A folder of text files. All that the shop reads and writes goes through this. */
export interface Files {
  names(): Promise<string[]>;
  /** null: there is no such file. */
  read(name: string): Promise<string | null>;
  /** Puts text behind what is there. Where this fails, a part of it may be written. */
  append(name: string, text: string): Promise<void>;
  /** Writes the whole file, or leaves it as it was. */
  replace(name: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export class DiskFiles implements Files {
  constructor(private readonly folder: string) {}

  async names(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true });
    return (await readdir(this.folder)).filter((name) => !name.endsWith(".part")).sort();
  }

  async read(name: string): Promise<string | null> {
    try {
      return await readFile(join(this.folder, name), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }

  append(name: string, text: string): Promise<void> {
    return appendFile(join(this.folder, name), text);
  }

  async replace(name: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const part = join(this.folder, `${name}.part`);
    await writeFile(part, text);
    await rename(part, join(this.folder, name));
  }

  rename(from: string, to: string): Promise<void> {
    return rename(join(this.folder, from), join(this.folder, to));
  }

  remove(name: string): Promise<void> {
    return rm(join(this.folder, name));
  }
}

/** For tests. */
export class MemoryFiles implements Files {
  constructor(readonly texts = new Map<string, string>()) {}

  async names(): Promise<string[]> {
    return [...this.texts.keys()].sort();
  }

  async read(name: string): Promise<string | null> {
    return this.texts.get(name) ?? null;
  }

  async append(name: string, text: string): Promise<void> {
    this.texts.set(name, (this.texts.get(name) ?? "") + text);
  }

  async replace(name: string, text: string): Promise<void> {
    this.texts.set(name, text);
  }

  async rename(from: string, to: string): Promise<void> {
    const text = this.texts.get(from);
    if (text === undefined) throw new Error(`there is no ${from}`);
    this.texts.delete(from);
    this.texts.set(to, text);
  }

  async remove(name: string): Promise<void> {
    this.texts.delete(name);
  }
}
