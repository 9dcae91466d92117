// @bun
import{wo,Lc}from"./s3.js";export{Lc as beforeEnd,wo as endedCommand};
