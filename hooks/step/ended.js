// @bun
import{wo,jc}from"./s31.js";export{jc as beforeEnd,wo as endedCommand};
