// @bun
import{qe,Ir,jo,Yf,ep}from"./shared-29.js";export{ep as DEFAULT_SETTINGS,qe as SETTINGS_FILE,Ir as commandText,jo as globs,Yf as settingsFile};
