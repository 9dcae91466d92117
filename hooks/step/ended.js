// @bun
import{yo,Lc}from"./s28.js";export{Lc as beforeEnd,yo as endedCommand};
