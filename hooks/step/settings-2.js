// @bun
import{Ve,Gr,Vs,dm,fm}from"./shared-4.js";export{fm as DEFAULT_SETTINGS,Ve as SETTINGS_FILE,Gr as commandText,Vs as globs,dm as settingsFile};
