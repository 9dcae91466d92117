import { ShopError } from "./errors.ts";
import type { Cart, Product } from "./shop.ts";

export type Fetch = (request: Request) => Promise<Response>;

export interface ClientOptions {
  fetch?: Fetch;
}

const path = (...parts: string[]): string => parts.map(encodeURIComponent).join("/");

/** Speaks to a shop. What the shop refuses is thrown as a `ShopError`. */
export class ShopClient {
  private readonly fetch: Fetch;

  constructor(
    private readonly base: string,
    { fetch = (request) => globalThis.fetch(request) }: ClientOptions = {},
  ) {
    this.fetch = fetch;
  }

  /** All of them. */
  async products(): Promise<Product[]> {
    const { products } = (await this.send("GET", "products")) as { products: Product[] };
    return products;
  }

  product(id: string): Promise<Product> {
    return this.send("GET", path("products", id)) as Promise<Product>;
  }

  addProduct(product: Product): Promise<Product> {
    return this.send("POST", "products", product) as Promise<Product>;
  }

  changeProduct(id: string, change: Partial<Omit<Product, "id">>): Promise<Product> {
    return this.send("PATCH", path("products", id), change) as Promise<Product>;
  }

  async removeProduct(id: string): Promise<void> {
    await this.send("DELETE", path("products", id));
  }

  addCart(): Promise<Cart> {
    return this.send("POST", "carts") as Promise<Cart>;
  }

  cart(id: string): Promise<Cart> {
    return this.send("GET", path("carts", id)) as Promise<Cart>;
  }

  setItem(cart: string, product: string, quantity: number): Promise<Cart> {
    return this.send("PUT", path("carts", cart, "items", product), { quantity }) as Promise<Cart>;
  }

  private async send(method: string, to: string, body?: unknown): Promise<unknown> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { "Content-Type": "application/json" };
    }
    const response = await this.fetch(new Request(`${this.base}/${to}`, init));
    const text = await response.text();
    if (response.ok) return text === "" ? undefined : JSON.parse(text);
    throw errorOf(response.status, text);
  }
}

/** Also for what is no answer of a shop, such as a proxy's page. */
function errorOf(status: number, text: string): ShopError {
  try {
    const { code, message, ...more } = JSON.parse(text).error;
    return new ShopError(status, code, message, more);
  } catch {
    return new ShopError(status, "unknown", `the shop answered ${status}`);
  }
}
