// @bun
import{mo,Cc}from"./s19.js";export{Cc as beforeEnd,mo as endedCommand};
