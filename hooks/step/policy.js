// @bun
import{jl,fc}from"./s28.js";export{fc as boundCall,jl as policy};
