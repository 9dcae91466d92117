/** Bun loads these with `{ type: "text" }`, and its bundler puts the text into the bundle. */
declare module "*.md" {
  const text: string;
  export default text;
}
