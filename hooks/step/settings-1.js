// @bun
import{qt,rr,Zr,Hu,Ku}from"./shared-18.js";export{Ku as DEFAULT_SETTINGS,qt as SETTINGS_FILE,rr as commandText,Zr as globs,Hu as settingsFile};
