import { handler } from "./api.ts";
import { ShopClient } from "./client.ts";
import { ShopError } from "./errors.ts";
import { DiskFiles, type Files } from "./files.ts";
import { Shop } from "./shop.ts";

const USAGE = `usage: bun src/cli.ts <folder> products
       bun src/cli.ts <folder> add <id> <name> <cents>
       bun src/cli.ts <folder> stock <id> <number>`;

export const euros = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/** 0: done; 1: refused; 2: no such command. */
export async function run(
  args: readonly string[],
  files: Files,
  print: (line: string) => void,
): Promise<number> {
  const [command, ...rest] = args;
  const open = async () =>
    new ShopClient("http://shop", { fetch: handler(await Shop.open(files)) });
  try {
    if (command === "products" && rest.length === 0) {
      for (const { id, name, price, stock } of await (await open()).products())
        print([id, name, euros(price), stock].join("\t"));
    } else if (command === "add" && rest.length === 3) {
      const [id, name, price] = rest as [string, string, string];
      await (await open()).addProduct({ id, name, price: Number(price), stock: 0 });
    } else if (command === "stock" && rest.length === 2) {
      await (await open()).changeProduct(rest[0]!, { stock: Number(rest[1]) });
    } else {
      print(USAGE);
      return 2;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    print(error.message);
    return 1;
  }
}

if (import.meta.main) {
  const [folder = ".", ...args] = process.argv.slice(2);
  process.exitCode = await run(args, new DiskFiles(folder), console.log);
}
