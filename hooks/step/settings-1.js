// @bun
import{Be,Sr,To,Nf,If}from"./shared-36.js";export{If as DEFAULT_SETTINGS,Be as SETTINGS_FILE,Sr as commandText,To as globs,Nf as settingsFile};
