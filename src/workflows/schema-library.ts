/** The schema library as the hook ships it: the build adds what the hook's schemas take of it. */
export {};
