// @bun
import{Xe,Ht,kn,Fa,La}from"./shared-6.js";export{La as DEFAULT_SETTINGS,Xe as SETTINGS_FILE,Ht as commandText,kn as globs,Fa as settingsFile};
