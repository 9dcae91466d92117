// @bun
import{yo,Lc}from"./s27.js";export{Lc as beforeEnd,yo as endedCommand};
