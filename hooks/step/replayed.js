// @bun
throw Error("src/workflows/council/replayed.ts is in dist alone");
