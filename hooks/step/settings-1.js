// @bun
throw Error("src/workflows/council/settings.ts is in dist alone");
