// @bun
import{Tc,Md}from"./shared-7.js";import"./shared-29.js";export{Md as TRACK,Tc as outgrown};
