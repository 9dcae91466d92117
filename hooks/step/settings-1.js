// @bun
import{Be,vr,$o,xf,vf}from"./shared-35.js";export{vf as DEFAULT_SETTINGS,Be as SETTINGS_FILE,vr as commandText,$o as globs,xf as settingsFile};
