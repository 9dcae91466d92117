// @bun
import{Il,mc}from"./s60.js";export{mc as boundCall,Il as policy};
