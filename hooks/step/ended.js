// @bun
import{yo,Dc}from"./s14.js";export{Dc as beforeEnd,yo as endedCommand};
