// @bun
import{Il,hc}from"./s55.js";export{hc as boundCall,Il as policy};
