// @bun
import{Wc,Vp}from"./shared-68.js";export{Wc as foundCommands,Vp as ownCommands};
