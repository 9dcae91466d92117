// @bun
import{Al,fc}from"./s27.js";export{fc as boundCall,Al as policy};
