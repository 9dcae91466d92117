// @bun
import{Ze,$r,$o,xf,vf}from"./shared-35.js";export{vf as DEFAULT_SETTINGS,Ze as SETTINGS_FILE,$r as commandText,$o as globs,xf as settingsFile};
