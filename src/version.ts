/** The plugin's version; a test compares it with package.json and both manifests. */
export const VERSION = "0.1.0";
