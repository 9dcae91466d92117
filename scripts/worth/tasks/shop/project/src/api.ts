import { invalid, notFound, ShopError } from "./errors.ts";
import type { Shop } from "./shop.ts";

const answer = (body: unknown, status = 200): Response =>
  status === 204 ? new Response(null, { status }) : Response.json(body, { status });

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    throw invalid("the body is not JSON");
  }
}

function partsOf({ pathname }: URL): string[] {
  try {
    return pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    throw invalid("the path is not well encoded");
  }
}

async function route(shop: Shop, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [first = "", ...rest] = partsOf(url);
  const id = rest[0]!;
  switch (`${request.method} ${first}${rest.length > 0 ? ` ${rest.length}` : ""}`) {
    case "GET health":
      return answer({ ok: true, products: (await shop.products()).length });
    case "GET products":
      return answer({ products: await shop.products() });
    case "POST products":
      return answer(await shop.addProduct(await bodyOf(request)), 201);
    case "GET products 1":
      return answer(await shop.product(id));
    case "PATCH products 1":
      return answer(await shop.changeProduct(id, await bodyOf(request)));
    case "DELETE products 1":
      return answer(await shop.removeProduct(id), 204);
    case "POST carts":
      return answer(await shop.addCart(), 201);
    case "GET carts 1":
      return answer(await shop.cart(id));
    case "PUT carts 3":
      if (rest[1] === "items")
        return answer(await shop.setItem(id, rest[2]!, await bodyOf(request)));
  }
  throw notFound(`${request.method} ${url.pathname}`);
}

/** Answers the requests to a shop; never fails. */
export const handler =
  (shop: Shop) =>
  async (request: Request): Promise<Response> => {
    try {
      return await route(shop, request);
    } catch (error) {
      const known =
        error instanceof ShopError ? error : new ShopError(500, "broken", String(error));
      const { code, message, more } = known;
      return answer({ error: { code, message, ...more } }, known.status);
    }
  };
