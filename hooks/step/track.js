// @bun
import{xc,Jf}from"./shared-31.js";import"./shared-18.js";export{Jf as TRACK,xc as outgrown};
