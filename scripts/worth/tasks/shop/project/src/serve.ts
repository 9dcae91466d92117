import { handler } from "./api.ts";
import { DiskFiles } from "./files.ts";
import { Shop } from "./shop.ts";

const [folder = "data", port = "8080"] = process.argv.slice(2);
const shop = await Shop.open(new DiskFiles(folder));
Bun.serve({ port: Number(port), fetch: handler(shop) });
