// @bun
import{Al,fc}from"./s28.js";export{fc as boundCall,Al as policy};
