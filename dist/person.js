export * from "./parts/person.js";
