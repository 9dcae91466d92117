/** A tree that cannot be read back. Thrown, because an empty answer would read as "nothing changed". */
export class TreeUnreadable extends Error {}
