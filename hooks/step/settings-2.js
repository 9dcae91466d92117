// @bun
import{vr,Ut,yn,Ia,La}from"./shared-7.js";export{La as DEFAULT_SETTINGS,vr as SETTINGS_FILE,Ut as commandText,yn as globs,Ia as settingsFile};
