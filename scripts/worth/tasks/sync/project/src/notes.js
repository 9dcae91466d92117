import { Journal } from "./journal.js";

/** The notes of one device. */
export class Notes {
  #journal;
  #now;
  #notes = new Map();

  static open({ file, now }) {
    const notes = new Notes();
    notes.#journal = new Journal(file);
    notes.#now = now;
    for (const entry of notes.#journal.read()) notes.#apply(entry);
    return notes;
  }

  put(id, fields) {
    this.#write({ op: "put", id, fields: structuredClone(fields), time: this.#now() });
  }

  remove(id) {
    if (this.#notes.has(id)) this.#write({ op: "remove", id, time: this.#now() });
  }

  /** The fields of a note; undefined: there is none. */
  get(id) {
    return structuredClone(this.#notes.get(id));
  }

  ids() {
    return [...this.#notes.keys()].sort();
  }

  #write(entry) {
    this.#journal.append(entry);
    this.#apply(entry);
  }

  #apply({ op, id, fields }) {
    if (op === "put") this.#notes.set(id, fields);
    else this.#notes.delete(id);
  }
}
