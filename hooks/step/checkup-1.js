// @bun
throw Error("src/workflows/council/checkup.ts is in dist alone");
