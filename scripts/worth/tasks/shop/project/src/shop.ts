import { fieldsOf, integer, MAX_PRICE, MAX_QUANTITY, MAX_STOCK, text } from "./checks.ts";
import { FormatError, invalid, notFound, ShopError } from "./errors.ts";
import type { Files } from "./files.ts";
import { Journal } from "./journal.ts";

export interface Product {
  id: string;
  name: string;
  /** In cents. */
  price: number;
  stock: number;
}

export interface Cart {
  id: string;
  items: { product: string; quantity: number }[];
}

export interface ShopOptions {
  ids?: () => string;
}

type Stored =
  | ({ kind: "product" } & Product)
  | { kind: "product"; id: string; gone: true }
  | ({ kind: "cart" } & Cart);

/** The shop's state, and all that changes it. One change is made after the other. */
export class Shop {
  private readonly productsById = new Map<string, Product>();
  private readonly cartsById = new Map<string, Cart>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly journal: Journal,
    private readonly ids: () => string,
  ) {}

  static async open(files: Files, { ids = crypto.randomUUID.bind(crypto) }: ShopOptions = {}) {
    const { journal, lines } = await Journal.open(files, "data.jsonl", { format: 2 });
    const [head, ...records] = lines as [{ format?: unknown }, ...Stored[]];
    if (head?.format !== 2) throw new FormatError("data.jsonl is not of format 2");
    const shop = new Shop(journal, ids);
    for (const record of records) shop.apply(record);
    return shop;
  }

  products(): Promise<Product[]> {
    return this.inTurn(async () => [...this.productsById.values()]);
  }

  product(id: string): Promise<Product> {
    return this.inTurn(async () => this.knownProduct(id));
  }

  addProduct(body: unknown): Promise<Product> {
    const given = fieldsOf(body, ["id", "name", "price", "stock"]);
    const product: Product = {
      id: text(given.id, "id"),
      name: text(given.name, "name"),
      price: integer(given.price, "price", 0, MAX_PRICE),
      stock: integer(given.stock ?? 0, "stock", 0, MAX_STOCK),
    };
    return this.inTurn(async () => {
      if (this.productsById.has(product.id))
        throw new ShopError(409, "exists", `there is a product ${product.id}`);
      await this.write({ kind: "product", ...product });
      return product;
    });
  }

  changeProduct(id: string, body: unknown): Promise<Product> {
    const given = fieldsOf(body, ["name", "price", "stock"]);
    const change: Partial<Product> = {};
    if (given.name !== undefined) change.name = text(given.name, "name");
    if (given.price !== undefined) change.price = integer(given.price, "price", 0, MAX_PRICE);
    if (given.stock !== undefined) change.stock = integer(given.stock, "stock", 0, MAX_STOCK);
    return this.inTurn(async () => {
      const product = { ...this.knownProduct(id), ...change };
      await this.write({ kind: "product", ...product });
      return product;
    });
  }

  /** Carts keep what they have of it. */
  removeProduct(id: string): Promise<void> {
    return this.inTurn(async () => {
      this.knownProduct(id);
      await this.write({ kind: "product", id, gone: true });
    });
  }

  addCart(): Promise<Cart> {
    return this.inTurn(async () => {
      const cart: Cart = { id: this.ids(), items: [] };
      await this.write({ kind: "cart", ...cart });
      return cart;
    });
  }

  cart(id: string): Promise<Cart> {
    return this.inTurn(async () => this.knownCart(id));
  }

  /** 0 takes the product out. */
  setItem(id: string, product: string, body: unknown): Promise<Cart> {
    const given = fieldsOf(body, ["quantity"]);
    const quantity = integer(given.quantity, "quantity", 0, MAX_QUANTITY);
    return this.inTurn(async () => {
      const { items } = this.knownCart(id);
      const at = items.findIndex((item) => item.product === product);
      if (quantity > 0) this.knownProduct(product);
      const changed =
        at < 0 ? [...items, { product, quantity }] : items.with(at, { product, quantity });
      const cart: Cart = { id, items: changed.filter((item) => item.quantity > 0) };
      if (cart.items.length > 100) throw invalid("a cart has at most 100 products");
      await this.write({ kind: "cart", ...cart });
      return cart;
    });
  }

  private knownProduct(id: string): Product {
    const product = this.productsById.get(id);
    if (!product) throw notFound(`product ${id}`);
    return product;
  }

  private knownCart(id: string): Cart {
    const cart = this.cartsById.get(id);
    if (!cart) throw notFound(`cart ${id}`);
    return cart;
  }

  /** Calls `work` once all that was asked for before is done. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => {});
    return result;
  }

  private async write(record: Stored): Promise<void> {
    try {
      await this.journal.append(record);
    } catch (cause) {
      throw new ShopError(500, "storage", `nothing was changed: ${(cause as Error).message}`);
    }
    this.apply(record);
  }

  private apply(record: Stored): void {
    if (record.kind === "cart") {
      const { kind: _, ...cart } = record;
      this.cartsById.set(cart.id, cart);
    } else if ("gone" in record) {
      this.productsById.delete(record.id);
    } else {
      const { kind: _, ...product } = record;
      this.productsById.set(product.id, product);
    }
  }
}
