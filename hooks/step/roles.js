// @bun
throw Error("src/workflows/council/roles.ts is in dist alone");
