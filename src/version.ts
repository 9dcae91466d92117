/** The plugin's version; a test compares it with package.json and both manifests. */
export const VERSION = "0.4.0";

/** The oldest Bun that runs the plugin; the one that is installed with it, and that it is built with, is newer. */
export const OLDEST_SUPPORTED_BUN = "1.3.0";
