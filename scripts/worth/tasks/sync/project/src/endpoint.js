/** Where devices leave their changes and take those of others; in memory. */
export class Endpoint {
  #changes = [];
  #known = new Set();

  /** Takes changes, each with its own `at`; one that is known already is not taken twice. */
  async push(_node, changes) {
    for (const change of changes) {
      if (this.#known.has(change.at)) continue;
      this.#known.add(change.at);
      this.#changes.push(structuredClone(change));
    }
    return { acknowledged: changes.map(({ at }) => at), refused: [] };
  }

  /** The changes from a cursor on, and the cursor behind them. */
  async pull(_node, cursor, { limit = 100 } = {}) {
    const changes = structuredClone(this.#changes.slice(cursor, cursor + limit));
    const next = cursor + changes.length;
    return { changes, cursor: next, more: next < this.#changes.length };
  }
}
