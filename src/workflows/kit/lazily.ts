/**
 * An object whose fields are made when they are first read; `base`: what has other fields already.
 */
export function lazily<T extends object, B extends object = object>(
  makers: { [K in keyof T]: () => T[K] },
  base = {} as B,
): B & T {
  const made = base as B & T;
  for (const key of Object.keys(makers) as (keyof T)[])
    Object.defineProperty(made, key, {
      configurable: true,
      enumerable: true,
      get() {
        const value = makers[key]();
        Object.defineProperty(made, key, { value, enumerable: true });
        return value;
      },
    });
  return made;
}
