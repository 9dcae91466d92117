import { CellError } from "./errors.ts";
import { type Node, parseFormula } from "./formula.ts";
import { comparePlaces, type Place, placeName, placeOf } from "./refs.ts";

/** null: the cell is empty. */
export type Value = number | string | null | CellError;

interface Cell {
  place: Place;
  /** As it was typed. */
  text: string;
  /** Of a cell without a formula: its value. */
  content: Node | Value;
}

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

const isFormula = (content: Node | Value): content is Node =>
  typeof content === "object" && content !== null && !(content instanceof CellError);

/** What a typed text is. @throws FormulaError */
export function contentOf(text: string): Node | Value {
  if (text.startsWith("=")) return parseFormula(text);
  if (text.startsWith("'")) return text.slice(1);
  return NUMBER.test(text) ? Number(text) : text;
}

/** Cells by their names, such as B3. */
export class Sheet {
  private readonly cells = new Map<string, Cell>();

  /** An empty text empties the cell. @throws FormulaError, RefError; then all is as it was */
  set(name: string, text: string): void {
    const place = placeOf(name);
    const key = placeName(place);
    const content = contentOf(text);
    if (text === "") this.cells.delete(key);
    else this.cells.set(key, { place, text, content });
  }

  /** As it was typed; "" where nothing is. */
  text(name: string): string {
    return this.cells.get(placeName(placeOf(name)))?.text ?? "";
  }

  get(name: string): Value {
    return this.valueAt(placeOf(name));
  }

  /** The names of the cells that are not empty, by rows. */
  names(): string[] {
    const places = [...this.cells.values()].map(({ place }) => place);
    return places.sort(comparePlaces).map(placeName);
  }

  private valueAt(place: Place): Value {
    const cell = this.cells.get(placeName(place));
    if (!cell) return null;
    return isFormula(cell.content) ? this.calculated(cell.content) : cell.content;
  }

  private calculated(node: Node): Value {
    switch (node.kind) {
      case "number":
        return node.value;
      case "cell":
        return this.valueAt(node.place) ?? 0;
      case "minus": {
        const value = numberOf(this.calculated(node.of));
        return value instanceof CellError ? value : 0 - value;
      }
      case "binary": {
        const left = numberOf(this.calculated(node.left));
        if (left instanceof CellError) return left;
        const right = numberOf(this.calculated(node.right));
        if (right instanceof CellError) return right;
        return operate(node.operator, left, right);
      }
    }
  }
}

function numberOf(value: Value): number | CellError {
  if (typeof value === "number" || value instanceof CellError) return value;
  return value === null ? 0 : new CellError("#VALUE!");
}

function operate(operator: "+" | "-" | "*" | "/", left: number, right: number): Value {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  return right === 0 ? new CellError("#DIV/0!") : left / right;
}
