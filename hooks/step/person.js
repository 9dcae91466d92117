// @bun
throw Error("src/hooks/person.ts is in dist alone");
