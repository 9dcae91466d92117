/** The program for what a person says in the host (`hooks/persons.ts`): the hook loads it from `dist/`. */
export { answer } from "./hooks/main.ts";
