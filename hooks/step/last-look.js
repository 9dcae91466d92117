// @bun
import{jl,yr,$m}from"./s34.js";export{yr as isAsLooked,jl as isAsLookedBefore,$m as passLooked};
