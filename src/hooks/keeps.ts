/** The files that the program keeps beside such a run, written anew after each step. */
export { keepFiles } from "../run/keep.ts";
