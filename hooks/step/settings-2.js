// @bun
import{Ve,Fr,Do,Hp,Vp}from"./shared-19.js";export{Vp as DEFAULT_SETTINGS,Ve as SETTINGS_FILE,Fr as commandText,Do as globs,Hp as settingsFile};
