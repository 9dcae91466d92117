// @bun
import{Il,hc}from"./s57.js";export{hc as boundCall,Il as policy};
