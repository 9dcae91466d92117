// @bun
import{jl,fc}from"./s25.js";export{fc as boundCall,jl as policy};
