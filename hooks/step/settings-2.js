// @bun
import{Ve,Nr,Fo,Up,Hp}from"./shared-19.js";export{Hp as DEFAULT_SETTINGS,Ve as SETTINGS_FILE,Nr as commandText,Fo as globs,Up as settingsFile};
