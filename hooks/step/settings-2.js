// @bun
import{Ve,Fr,Wo,Vp,Kp}from"./shared-23.js";export{Kp as DEFAULT_SETTINGS,Ve as SETTINGS_FILE,Fr as commandText,Wo as globs,Vp as settingsFile};
