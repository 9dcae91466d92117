// @bun
import{Ve,Vr,Qs,mm,gm}from"./shared-5.js";export{gm as DEFAULT_SETTINGS,Ve as SETTINGS_FILE,Vr as commandText,Qs as globs,mm as settingsFile};
