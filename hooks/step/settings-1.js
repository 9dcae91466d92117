// @bun
import{Qt,xr,mo,Id,Fd}from"./shared-28.js";export{Fd as DEFAULT_SETTINGS,Qt as SETTINGS_FILE,xr as commandText,mo as globs,Id as settingsFile};
