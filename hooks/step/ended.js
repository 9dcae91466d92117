// @bun
import{mo,Cc}from"./s18.js";export{Cc as beforeEnd,mo as endedCommand};
