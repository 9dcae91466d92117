// @bun
import{yo,zc}from"./s7.js";export{zc as beforeEnd,yo as endedCommand};
