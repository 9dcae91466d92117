// @bun
import{Ze,vr,_o,$f,_f}from"./shared-35.js";export{_f as DEFAULT_SETTINGS,Ze as SETTINGS_FILE,vr as commandText,_o as globs,$f as settingsFile};
