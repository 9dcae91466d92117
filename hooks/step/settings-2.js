// @bun
import{Ke,Dr,qs,rm,sm}from"./shared-28.js";export{sm as DEFAULT_SETTINGS,Ke as SETTINGS_FILE,Dr as commandText,qs as globs,rm as settingsFile};
