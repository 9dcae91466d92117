// @bun
import{It,Zn,Er,hu,wu}from"./shared-16.js";export{wu as DEFAULT_SETTINGS,It as SETTINGS_FILE,Zn as commandText,Er as globs,hu as settingsFile};
