// @bun
import{Ze,qr,Bo,hp,wp}from"./shared-37.js";export{wp as DEFAULT_SETTINGS,Ze as SETTINGS_FILE,qr as commandText,Bo as globs,hp as settingsFile};
